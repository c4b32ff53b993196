// Cholesky factor of one small symmetric matrix in float: faster than LAPACK's for a few hundred rows, which it treats
// as the corner of a large one.
#include "ckernels.h"
#include "clones.h"

typedef float vec __attribute__((vector_size(64), aligned(4)));

enum { ROWS = 8, WIDTH = 16, COLUMNS = 2 * WIDTH };

long dh_cholesky_stride(long n) { return (n + COLUMNS - 1) / COLUMNS * COLUMNS; }

// Rows i ... i + 7 of the factor, given those above: a -= (columns of U above)^T (U above), then the block's own steps.
CLONES static int block_row(float *restrict a, long stride, long i) {
#pragma clang fp contract(fast)
    for (long j = i / COLUMNS * COLUMNS; j < stride; j += COLUMNS) {
        vec left[ROWS], right[ROWS];
        for (int r = 0; r < ROWS; r++) {
            left[r] = *(const vec *)(a + (i + r) * stride + j);
            right[r] = *(const vec *)(a + (i + r) * stride + j + WIDTH);
        }
        for (long k = 0; k < i; k++) {
            const float *u = a + k * stride;
            vec x = *(const vec *)(u + j), y = *(const vec *)(u + j + WIDTH);
#pragma clang loop unroll(full)
            for (int r = 0; r < ROWS; r++) {
                left[r] -= u[i + r] * x;
                right[r] -= u[i + r] * y;
            }
        }
        for (int r = 0; r < ROWS; r++) {
            *(vec *)(a + (i + r) * stride + j) = left[r];
            *(vec *)(a + (i + r) * stride + j + WIDTH) = right[r];
        }
    }
    for (int r = 0; r < ROWS; r++) {
        float *row = a + (i + r) * stride, pivot = row[i + r];
        if (!(pivot > 0)) return r + 1;
        float scale = 1 / __builtin_sqrtf(pivot);
        for (long j = i; j < stride; j++) row[j] *= scale;
        for (int s = r + 1; s < ROWS; s++) {
            float *below = a + (i + s) * stride, factor = row[i + s];
            for (long j = i; j < stride; j++) below[j] -= factor * row[j];
        }
    }
    return 0;
}

long dh_cholesky(float *a, long n) {
    long stride = dh_cholesky_stride(n);
    for (long i = 0; i < n; i += ROWS) {
        int failed = block_row(a, stride, i);
        if (failed) return i + failed;
    }
    return 0;
}

void dh_gather_principal(const float *restrict m, long stride, const int32_t *restrict rows, long n, float shift,
                         float *restrict out) {
    long width = dh_cholesky_stride(n), height = (n + ROWS - 1) / ROWS * ROWS;
    for (long i = 0; i < n; i++) {
        const float *row = m + rows[i] * stride;
        float *target = out + i * width;
        for (long j = i; j < n; j++) target[j] = row[rows[j]];
        for (long j = n; j < width; j++) target[j] = 0;
        for (long j = i / COLUMNS * COLUMNS; j < i; j++) target[j] = 0;
        target[i] += shift;
    }
    for (long i = n; i < height; i++)
        for (long j = 0; j < width; j++) out[i * width + j] = i == j;
}
