// Written by Scripts/generate_math_coefficients.py; do not edit.
//
// Coefficients run from the constant term up. The errors are theoretical: of the constants as
// they stand, in exact arithmetic.

#ifndef MATH_COEFFICIENTS_H
#define MATH_COEFFICIENTS_H

// ln 2 = high + low, where high has 15 bits: k·high is exact for every k needed.
static const float logarithm_of_two_high_float = 0x1.62e4p-1f;
static const float logarithm_of_two_low_float = 0x1.7f7d1cp-20f;
static const float inverse_logarithm_of_two_float = 0x1.715476p+0f;

// (e^r − 1 − r) / r² as a polynomial in r, |r| ≤ ½ ln 2.
// Error of e^r: 2^−28.2, relative.
static const float exponential_coefficients_float[] = {
  0x1.fffffcp-2f,
  0x1.55548cp-3f,
  0x1.55585ap-5f,
  0x1.123d5cp-7f,
  0x1.6ab6cp-10f,
};

// (2·artanh(s) − 2s) / s³ as a polynomial in z = s², 0 ≤ z ≤ 0.04.
// Error of ln((1 + s)/(1 − s)): 2^−28.4, relative.
static const float logarithm_coefficients_float[] = {
  0x1.5555b4p-1f,
  0x1.992aa8p-2f,
  0x1.36eccp-2f,
};

// P of e^(a²/2)·Φ(−a) = P(a)/Q(a), 0 ≤ a ≤ 15.0.
// Error: 2^−25.8, relative.
static const float normal_tail_numerator_coefficients_float[] = {
  0x1p-1f,
  0x1.c11b32p-2f,
  0x1.77a4ecp-3f,
  0x1.4d5086p-5f,
  0x1.0e2518p-8f,
};

// Q of the same.
static const float normal_tail_denominator_coefficients_float[] = {
  0x1p+0f,
  0x1.accfc8p+0f,
  0x1.340d5cp+0f,
  0x1.e13b06p-2f,
  0x1.a1c5fep-4f,
  0x1.52929ap-7f,
};

// ln 2 = high + low, where high has 40 bits: k·high is exact for every k needed.
static const double logarithm_of_two_high_double = 0x1.62e42fefa4p-1;
static const double logarithm_of_two_low_double = -0x1.8432a1b0e2634p-43;
static const double inverse_logarithm_of_two_double = 0x1.71547652b82fep+0;

// (e^r − 1 − r) / r² as a polynomial in r, |r| ≤ ½ ln 2.
// Error of e^r: 2^−57.9, relative.
static const double exponential_coefficients_double[] = {
  0x1.000000000000ap-1,
  0x1.55555555555p-3,
  0x1.55555555505f4p-5,
  0x1.1111111125a94p-7,
  0x1.6c16c184bbcf7p-10,
  0x1.a01a013865edbp-13,
  0x1.a01998763f553p-16,
  0x1.71deffd376b6dp-19,
  0x1.28aef3e3703b8p-22,
  0x1.adc448fc94142p-26,
};

// (2·artanh(s) − 2s) / s³ as a polynomial in z = s², 0 ≤ z ≤ 0.04.
// Error of ln((1 + s)/(1 − s)): 2^−55.9, relative.
static const double logarithm_coefficients_double[] = {
  0x1.5555555555776p-1,
  0x1.99999998f0b81p-2,
  0x1.249249b228afp-2,
  0x1.c71c0160d74f8p-3,
  0x1.7474e337b36f1p-3,
  0x1.3852cea16f66ap-3,
  0x1.3abe5f9795acep-3,
};

// P of e^(a²/2)·Φ(−a) = P(a)/Q(a), 0 ≤ a ≤ 39.0.
// Error: 2^−53.4, relative.
static const double normal_tail_numerator_coefficients_double[] = {
  0x1p-1,
  0x1.8c9af91fed359p-1,
  0x1.2ff5b5ad5ddf2p-1,
  0x1.27ff7db789409p-2,
  0x1.8fab00bd411a8p-4,
  0x1.8265abcb2cd24p-6,
  0x1.0b72ef61c2ea5p-8,
  0x1.00788eb872b26p-11,
  0x1.378a81e7b1ccfp-15,
  0x1.7289e126ab81cp-20,
};

// Q of the same.
static const double normal_tail_denominator_coefficients_double[] = {
  0x1p+0,
  0x1.2c6e915f47732p+1,
  0x1.47b09c07f5dd1p+1,
  0x1.b69215a5d67b9p+0,
  0x1.90020e246a491p-1,
  0x1.04bd309ccf8a9p-2,
  0x1.ee43e9be42eedp-5,
  0x1.523f7ec3f801p-7,
  0x1.42587e0bb1e0bp-10,
  0x1.867573a1e2567p-14,
  0x1.d066b8ae401a3p-19,
};

#endif
