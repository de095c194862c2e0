// Calls every loop of elementwise.h on every instruction set, scalar type and filling, with counts
// and shapes around the widths of vectors, blocks and tiles. What comes out is for other tests: here the
// sanitizers that all is compiled with stop the program where C leaves its meaning open, or where a byte
// is touched that nobody gave. Scripts/check-undefined-behavior.sh compiles and runs it.
#include <stdio.h>

#include "circumstances.h"

static const size_t counts[] = {0,  1,  2,   3,   7,   8,   15,  16,   17,   31,   33,  63,
                                64, 65, 127, 129, 255, 257, 512, 1025, 4095, 4097, 8195};
static const size_t update_counts[] = {0,  1,  2,  3,   15,  16,  17, 31,
                                       33, 63, 64, 65,  127, 129, 511, 513, 1025};
static const size_t rows[] = {0, 1, 2, 7, 16, 17, 33};
static const size_t columns[] = {0, 1, 2, 9, 15, 16, 17, 33, 64, 65, 127, 129};
// Beyond the blocks, strips and stretches that loops work on.
static const struct {
  size_t rows, columns;
} large_shapes[] = {{2, 1025}, {3, 2049}, {1, 8195}, {260, 3}, {300, 70}, {65, 130}};
static const size_t orders[] = {0, 1, 2, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 97};
static const size_t product_rows[] = {0, 1, 7, 8, 33}, product_columns[] = {0, 16, 48, 64, 80, 144};
static const size_t product_terms[] = {0, 1, 15, 16, 63, 65, 130};
// More terms than are looked at together, and more rows.
static const struct {
  size_t rows, columns, inner;
} large_products[] = {{2, 16, 4099}, {9, 80, 800}, {9, 64, 4099}, {4099, 16, 3}, {4099, 80, 35}};

static void call_everything(void) {
  for (size_t k = 0; k < COUNT_OF(counts); k++) call_on_counts(counts[k]);
  for (size_t k = 0; k < COUNT_OF(update_counts); k++) call_rules(update_counts[k]);
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    for (size_t j = 0; j < COUNT_OF(columns); j++) call_on_shapes(rows[i], columns[j]);
  }
  for (size_t k = 0; k < COUNT_OF(large_shapes); k++) {
    call_on_shapes(large_shapes[k].rows, large_shapes[k].columns);
  }
  for (size_t k = 0; k < COUNT_OF(orders); k++) call_on_squares(orders[k]);
  for (size_t i = 0; i < COUNT_OF(product_rows); i++) {
    for (size_t j = 0; j < COUNT_OF(product_columns); j++) {
      for (size_t k = 0; k < COUNT_OF(product_terms); k++) {
        call_products(product_rows[i], product_columns[j], product_terms[k]);
      }
    }
  }
  for (size_t k = 0; k < COUNT_OF(large_products); k++) {
    call_products(large_products[k].rows, large_products[k].columns, large_products[k].inner);
  }
}

int main(void) {
  // Each filling once where buffers are aligned; where they are not, what is extreme.
  static const circumstances all[] = {
      {.filling = ORDINARY}, {.filling = EXTREME},
      {.filling = ZEROS}, {.filling = NO_NUMBERS},
      {.filling = EXTREME, .offset = 1}, {.filling = ORDINARY, .offset = 3}};
  static const char *names[] = {"baseline", "avx2", "avx512"};
  const descent_instruction_set supported = descent_supported_instruction_set();
  for (int set = DESCENT_BASELINE; set <= (int)supported; set++) {
    descent_use_instruction_set((descent_instruction_set)set);
    for (int scalar = DESCENT_FLOAT32; scalar <= DESCENT_FLOAT64; scalar++) {
      for (size_t k = 0; k < COUNT_OF(all); k++) {
        given = all[k];
        given.scalar = (descent_scalar)scalar;
        call_everything();
      }
    }
    printf("%s%s", set == DESCENT_BASELINE ? "" : ", ", names[set]);
  }
  call_all_else();

  static const char *kernel_names[] = {
#define KERNEL(name, parameters, arguments) #name,
#include "../../Sources/CElementwise/kernel_list.inc"
#undef KERNEL
  };
  int forgotten = 0;
  for (int kernel = 0; kernel < KERNELS; kernel++) {
    if (was_called[kernel]) continue;
    fprintf(stderr, "\n%s is never called", kernel_names[kernel]);
    forgotten = 1;
  }
  printf(": %d loops\n", KERNELS);
  return forgotten;
}
