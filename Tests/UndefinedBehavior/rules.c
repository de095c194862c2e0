// Every rule in every variant, alone and with what may surround it.
#include <math.h>

#include "circumstances.h"

typedef struct {
  descent_rule rule;
  size_t moments;
} case_of_rule;

#define MOST_RULES 48
static case_of_rule cases[MOST_RULES];
static size_t case_count;
static bool is_extreme;

// A hyper-parameter as it is used, or any other.
static double about(double usual) { return is_extreme ? next_constant() : usual; }

static void add(descent_rule rule, size_t moments) {
  cases[case_count++] = (case_of_rule){rule, moments};
}

static void add_rmsprop(double decay) {
  for (int centering = 0; centering < 3; centering++) {
    for (int momentum = 0; momentum < 3; momentum++) {
      descent_rule rule = {.kind = DESCENT_RULE_RMSPROP};
      rule.settings.rmsprop = (descent_rmsprop_settings){
          .rho = about(0.9), .gradient_weight = about(0.1), .epsilon_inside = about(0),
          .epsilon_outside = about(1e-7), .momentum = about(0.9), .buffer_rate = about(1),
          .step_rate = about(0.01), .coupled_decay = about(decay), .decoupled_decay = about(decay),
          .variance_weight = about(0.1), .mean_weight = about(0.1), .mean_square_weight = about(1),
          .centered = centering > 0, .subtracts_mean = centering == 2, .has_momentum = momentum > 0,
          .nesterov = momentum == 2};
      add(rule, 1 + (centering > 0) + (momentum > 0));
    }
  }
}

static void add_sgd(double decay) {
  for (int momentum = 0; momentum < 3; momentum++) {
    descent_rule rule = {.kind = DESCENT_RULE_SGD};
    rule.settings.sgd = (descent_sgd_settings){
        .momentum = about(0.9), .buffer_rate = about(1), .lookahead_rate = about(1),
        .step_rate = about(0.1), .coupled_decay = about(decay), .decoupled_decay = about(decay),
        .has_momentum = momentum > 0, .nesterov = momentum == 2};
    add(rule, momentum > 0);
  }
}

static void add_adam(double decay) {
  static const descent_adam_variant variants[] = {
      DESCENT_ADAM, DESCENT_AMSGRAD, DESCENT_YOGI, DESCENT_ADAM_UNDIVIDED};
  for (size_t k = 0; k < COUNT_OF(variants); k++) {
    descent_rule rule = {.kind = DESCENT_RULE_ADAM};
    rule.settings.adam = (descent_adam_settings){
        .mean_weight = about(0.1), .beta2 = about(0.999), .square_weight = about(0.001),
        .root_scale = about(1), .epsilon = about(1e-8), .gradient_rate = about(0),
        .mean_rate = about(0.001), .coupled_decay = about(decay), .decoupled_decay = about(decay),
        .variant = variants[k]};
    add(rule, variants[k] == DESCENT_AMSGRAD ? 3 : 2);
  }
}

static void add_others(double decay) {
  descent_rule rule = {.kind = DESCENT_RULE_ADAMAX};
  rule.settings.adamax = (descent_adamax_settings){
      .mean_weight = about(0.1), .beta2 = about(0.999), .epsilon_in_norm = about(1e-8),
      .epsilon_on_norm = about(0), .step_rate = about(0.002), .coupled_decay = about(decay),
      .decoupled_decay = about(decay)};
  add(rule, 2);
  rule = (descent_rule){.kind = DESCENT_RULE_ADAGRAD};
  rule.settings.adagrad = (descent_adagrad_settings){
      .epsilon_inside = about(0), .epsilon_outside = about(1e-10), .step_rate = about(0.01),
      .coupled_decay = about(decay), .decoupled_decay = about(decay)};
  add(rule, 1);
  rule = (descent_rule){.kind = DESCENT_RULE_ADADELTA};
  rule.settings.adadelta = (descent_adadelta_settings){
      .rho = about(0.95), .new_weight = about(0.05), .epsilon = about(1e-6), .step_rate = about(1),
      .coupled_decay = about(decay), .decoupled_decay = about(decay)};
  add(rule, 2);
  rule = (descent_rule){.kind = DESCENT_RULE_LION};
  rule.settings.lion = (descent_lion_settings){
      .beta1 = about(0.9), .step_weight = about(0.1), .beta2 = about(0.99),
      .mean_weight = about(0.01), .step_rate = about(1e-4), .decoupled_decay = about(decay)};
  add(rule, 1);
  rule = (descent_rule){.kind = DESCENT_RULE_RPROP};
  rule.settings.rprop = (descent_rprop_settings){
      .shrink = about(0.5), .growth = about(1.2), .smallest = about(1e-6), .largest = about(50)};
  add(rule, 2);
}

static void call_rule(const case_of_rule *tried, size_t count) {
  const size_t stride = count + 3;
  void *values = scalars(count), *gradients = scalars(count);
  // A rule without moments may be given none.
  void *moments = tried->moments == 0 ? NULL : block(tried->moments, count, stride);
  const descent_surroundings all_surroundings[] = {
      {.gradient_scale = 1, .gradient_limit = INFINITY},
      {.gradient_scale = about(0.5), .gradient_limit = about(1), .accumulated = scalars(count)},
      {.gradient_scale = 1, .gradient_limit = INFINITY, .averages = scalars(count),
       .average_weight = 1},
      {.gradient_scale = about(2), .gradient_limit = about(0.1), .accumulated = scalars(count),
       .averages = scalars(count), .average_weight = about(0.01)},
  };
  CALL(update_pass, count, values, gradients, moments, stride, &tried->rule, NULL);
  for (size_t k = 0; k < COUNT_OF(all_surroundings); k++) {
    CALL(update_pass, count, values, gradients, moments, stride, &tried->rule, all_surroundings + k);
  }
  release_buffers();
}

// The rows that the update asks for may be many and long, or none.
static void call_expecting_rows(const case_of_rule *tried, size_t count) {
  static const size_t row_counts[] = {0, 1, 5, 100}, row_lengths[] = {0, 1, 63, 64, 3136};
  const size_t stride = count;
  for (size_t r = 0; r < COUNT_OF(row_counts); r++) {
    for (size_t l = 0; l < COUNT_OF(row_lengths); l++) {
      void *values = scalars(count), *gradients = scalars(count);
      void *moments = tried->moments == 0 ? NULL : block(tried->moments, count, stride);
      const descent_surroundings around = {
          .gradient_scale = 2, .gradient_limit = 1, .averages = scalars(count),
          .average_weight = 0.5};
      const size_t rows = row_counts[r], length = row_lengths[l];
      const int64_t *indices = places(rows, 7);
      const uint8_t *source = bytes(7 * length);
      descent_expect_rows(source, length, length, indices, rows);
      descent_update(
          given.scalar, count, values, gradients, moments, stride, &tried->rule,
          l % 2 == 0 ? NULL : &around);
      release_buffers();
    }
  }
}

void call_rules(size_t count) {
  for (int extreme = 0; extreme < 2; extreme++) {
    is_extreme = extreme;
    case_count = 0;
    for (int decays = 0; decays < 2; decays++) {
      const double decay = decays ? 0.01 : 0;
      add_rmsprop(decay);
      add_sgd(decay);
      add_adam(decay);
      add_others(decay);
    }
    for (size_t k = 0; k < case_count; k++) call_rule(&cases[k], count);
  }
  // A rule on whole lanes, and one that takes any count and has no moments.
  call_expecting_rows(&cases[0], count);
  for (size_t k = 0; k < case_count; k++) {
    if (cases[k].moments != 0) continue;
    call_expecting_rows(&cases[k], count);
    break;
  }
}
