#pragma once
#include <stdint.h>

// log x of a normal positive x, by 2 atanh((m - 1) / (m + 1)) on the mantissa: loops that call it vectorise.
static inline float logarithm_f(float x) {
    union { float f; uint32_t i; } bits = {x};
    uint32_t shifted = bits.i - 0x3f3504f3u;  // 1/sqrt(2): the mantissa lands in [0.707, 1.414)
    int32_t exponent = (int32_t)shifted >> 23;
    bits.i = (shifted & 0x007fffffu) + 0x3f3504f3u;
    float s = (bits.f - 1) / (bits.f + 1), t = s * s;
    float log_m = 2 * s * (1 + t * (1.0f / 3 + t * (1.0f / 5 + t * (1.0f / 7 + t * (1.0f / 9)))));
    return (float)exponent * 0.69314718056f + log_m;
}
