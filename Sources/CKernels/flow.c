// The elementwise loops of the normalising flow, for float and for double.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ckernels.h"
#include "clones.h"
#include "logarithm.h"

// exp x by 2^n exp r, |r| <= log(2)/2, and a polynomial: loops that call it vectorise, which libm's do not.
static inline float exponential_f(float x) {
    x = x > 88 ? 88 : (x < -87 ? -87 : x);
    float n = __builtin_elementwise_floor(x * 1.44269504089f + 0.5f);
    float r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
    float p = 1 + r * (1 + r * (1.0f / 2 + r * (1.0f / 6 + r * (1.0f / 24 + r * (1.0f / 120 + r * (1.0f / 720))))));
    union { int32_t i; float f; } power = {((int32_t)n + 127) << 23};
    return p * power.f;
}

static inline double exponential_d(double x) { return exp(x); }
static inline double logarithm_d(double x) { return log(x); }

// Loops that call exp or log vectorise in float alone; in double they are for checks.
#define VECTORISED _Pragma("clang loop vectorize(enable)")
#define REAL float
#define NAME(x) x##_f
#include "flow.inc"
#include "plu.inc"
#undef REAL
#undef NAME
#undef VECTORISED
#define VECTORISED
#define REAL double
#define NAME(x) x##_d
#include "flow.inc"
#include "plu.inc"
