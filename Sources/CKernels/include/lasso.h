#pragma once
#include <stdint.h>

// The elementwise halves of the LASSO solvers' iterations: what is left between two matrix products.

/// out = soft(pre + shift, threshold), elementwise; a NULL shift is zero.
void dh_shifted_soft_threshold(const float *pre, const float *shift, float threshold, float *out, long count);

/// One over-relaxed ADMM step in Douglas-Rachford form. t is z + u; v + shift the solution of the linear system.
/// t += relaxation (v + shift - soft(t)); q = 2 soft(t) - t, what the next linear system is fed with.
void dh_admm_step(float *t, const float *v, const float *shift, float *q, float threshold, float relaxation,
                  long count);

/// One FISTA step of one sample: next = soft(pre + shift), restart test, then extrapolation.
/// y becomes next; v = next + momentum (next - y). Returns sum (v - next)(next - y) of the values on entry, which is
/// positive when momentum points uphill; in that case v = next.
double dh_fista_step(float *y, float *v, const float *pre, const float *shift, float threshold, float momentum,
                     long count);

/// out[i * n + j] = m[rows[i] * stride + rows[j]] for j <= i: the lower triangle of a principal submatrix.
void dh_gather_principal(const float *m, long stride, const int32_t *rows, long n, float *out);
