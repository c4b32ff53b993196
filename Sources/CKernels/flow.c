// The elementwise loops of the normalising flow, for float and for double.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ckernels.h"
#include "clones.h"

// exp x by 2^n exp r, |r| <= log(2)/2, and a polynomial: loops that call it vectorise, which libm's do not.
static inline float exponential_f(float x) {
    x = x > 88 ? 88 : (x < -87 ? -87 : x);
    float n = __builtin_elementwise_floor(x * 1.44269504089f + 0.5f);
    float r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
    float p = 1 + r * (1 + r * (1.0f / 2 + r * (1.0f / 6 + r * (1.0f / 24 + r * (1.0f / 120 + r * (1.0f / 720))))));
    union { int32_t i; float f; } power = {((int32_t)n + 127) << 23};
    return p * power.f;
}

// log x of a normal positive x, by 2 atanh((m - 1) / (m + 1)) on the mantissa.
static inline float logarithm_f(float x) {
    union { float f; uint32_t i; } bits = {x};
    uint32_t shifted = bits.i - 0x3f3504f3u;  // 1/sqrt(2): the mantissa lands in [0.707, 1.414)
    int32_t exponent = (int32_t)shifted >> 23;
    bits.i = (shifted & 0x007fffffu) + 0x3f3504f3u;
    float s = (bits.f - 1) / (bits.f + 1), t = s * s;
    float log_m = 2 * s * (1 + t * (1.0f / 3 + t * (1.0f / 5 + t * (1.0f / 7 + t * (1.0f / 9)))));
    return (float)exponent * 0.69314718056f + log_m;
}

static inline double exponential_d(double x) { return exp(x); }
static inline double logarithm_d(double x) { return log(x); }

// Loops that call exp or log vectorise in float alone; in double they are for checks.
#define VECTORISED _Pragma("clang loop vectorize(enable)")
#define REAL float
#define NAME(x) x##_f
#include "flow.inc"
#undef REAL
#undef NAME
#undef VECTORISED
#define VECTORISED
#define REAL double
#define NAME(x) x##_d
#include "flow.inc"
