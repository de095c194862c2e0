#pragma once
// Written by Scripts/generate_math_coefficients.py; do not edit.
// ln 2 = high + low, where high has 15 bits: k·high is exact for every k needed.
static const float logarithm_of_two_high_float = 0x1.62e4p-1f;
static const float logarithm_of_two_low_float = 0x1.7f7d1cp-20f;
static const float inverse_logarithm_of_two_float = 0x1.715476p+0f;

// (e^r − 1 − r) / r² as a polynomial in r, |r| ≤ ½ ln 2.
// Error of e^r: 2^-28.22, relative.
static const float exponential_float[] = {
  0x1.fffffcp-2f,
  0x1.55548cp-3f,
  0x1.55585ap-5f,
  0x1.123d5cp-7f,
  0x1.6ab6cp-10f,
};

// (2·artanh(s) − 2s) / s³ as a polynomial in z = s², 0 ≤ z ≤ 0.04.
// Error of ln((1 + s)/(1 − s)): 2^-28.39, relative.
static const float logarithm_float[] = {
  0x1.5555b4p-1f,
  0x1.992aa8p-2f,
  0x1.36eccp-2f,
};

// ln 2 = high + low, where high has 40 bits: k·high is exact for every k needed.
static const double logarithm_of_two_high_double = 0x1.62e42fefa4p-1;
static const double logarithm_of_two_low_double = -0x1.8432a1b0e2634p-43;
static const double inverse_logarithm_of_two_double = 0x1.71547652b82fep+0;

// (e^r − 1 − r) / r² as a polynomial in r, |r| ≤ ½ ln 2.
// Error of e^r: 2^-57.89, relative.
static const double exponential_double[] = {
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
// Error of ln((1 + s)/(1 − s)): 2^-55.89, relative.
static const double logarithm_double[] = {
  0x1.5555555555776p-1,
  0x1.99999998f0b81p-2,
  0x1.249249b228afp-2,
  0x1.c71c0160d74f8p-3,
  0x1.7474e337b36f1p-3,
  0x1.3852cea16f66ap-3,
  0x1.3abe5f9795acep-3,
};

