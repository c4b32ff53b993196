// Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011) and Box-Muller normals.
#include "ckernels.h"
#include "clones.h"
#include "logarithm.h"

static inline void rounds(uint32_t k0, uint32_t k1, uint32_t *c0, uint32_t *c1, uint32_t *c2, uint32_t *c3) {
    uint32_t a = *c0, b = *c1, c = *c2, d = *c3;
#pragma clang loop unroll(full)
    for (int i = 0; i < 10; i++) {
        uint64_t p = (uint64_t)0xD2511F53u * a, q = (uint64_t)0xCD9E8D57u * c;
        uint32_t na = (uint32_t)(q >> 32) ^ b ^ k0, nc = (uint32_t)(p >> 32) ^ d ^ k1;
        b = (uint32_t)q;
        d = (uint32_t)p;
        a = na;
        c = nc;
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    *c0 = a, *c1 = b, *c2 = c, *c3 = d;
}

void dh_philox(const uint32_t key[2], const uint32_t counter[4], uint32_t out[4]) {
    for (int i = 0; i < 4; i++) out[i] = counter[i];
    rounds(key[0], key[1], &out[0], &out[1], &out[2], &out[3]);
}

// -2 log u for u in (0, 1).
static inline float minus_two_log(uint32_t word) {
    return -2 * logarithm_f(((float)(int32_t)(word >> 8) + 0.5f) * 0x1p-24f);
}

// cos and sin of 2 pi v, v = word / 2^32, reduced to an eighth of a turn.
static inline void turn(uint32_t word, float *cosine, float *sine) {
    uint32_t quarter = (word + 0x20000000u) >> 30;
    float x = (float)(int32_t)(word - (quarter << 30)) * (6.28318530718f * 0x1p-32f), t = x * x;
    float s = x * (1 - t * (1.0f / 6) * (1 - t * (1.0f / 20) * (1 - t * (1.0f / 42) * (1 - t * (1.0f / 72)))));
    float c = 1 - t * 0.5f * (1 - t * (1.0f / 12) * (1 - t * (1.0f / 30) * (1 - t * (1.0f / 56))));
    float cc = quarter & 1 ? s : c, ss = quarter & 1 ? c : s;
    *cosine = quarter == 1 || quarter == 2 ? -cc : cc;
    *sine = quarter >= 2 ? -ss : ss;
}

enum { BLOCKS = 32 };

CLONES static void normal_chunk(uint32_t k0, uint32_t k1, uint32_t first, uint32_t row, uint32_t step, uint32_t layer,
                                float *restrict out) {
#pragma clang fp contract(fast)
#pragma clang loop vectorize(enable)
    for (uint32_t i = 0; i < BLOCKS; i++) {
        uint32_t a = first + i, b = row, c = step, d = layer;
        rounds(k0, k1, &a, &b, &c, &d);
        float r = __builtin_elementwise_sqrt(minus_two_log(a)), q = __builtin_elementwise_sqrt(minus_two_log(c));
        float cosine, sine;
        turn(b, &cosine, &sine);
        out[i] = r * cosine;
        out[i + BLOCKS] = r * sine;
        turn(d, &cosine, &sine);
        out[i + 2 * BLOCKS] = q * cosine;
        out[i + 3 * BLOCKS] = q * sine;
    }
}

void dh_normal(const uint32_t key[2], uint32_t row, uint32_t step, uint32_t layer, float *out, long count) {
    float last[4 * BLOCKS];
    uint32_t first = 0;
    for (; count >= 4 * BLOCKS; count -= 4 * BLOCKS, out += 4 * BLOCKS, first += BLOCKS)
        normal_chunk(key[0], key[1], first, row, step, layer, out);
    if (count > 0) {
        normal_chunk(key[0], key[1], first, row, step, layer, last);
        for (long i = 0; i < count; i++) out[i] = last[i];
    }
}
