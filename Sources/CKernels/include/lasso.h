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

/// Columns that a matrix of n rows has in memory for `dh_cholesky`: n rounded up. It has as many rows.
long dh_cholesky_stride(long n);

/// out[i * width + j] = m[rows[i] * stride + rows[j]] for i <= j < n, and shift more for i = j: the upper triangle of a
/// principal submatrix, of width dh_cholesky_stride(n), filled up as `dh_cholesky` wants it.
void dh_gather_principal(const float *m, long stride, const int32_t *rows, long n, float shift, float *out);

/// A = U^T U in place, of a symmetric matrix of n rows whose upper triangle `dh_gather_principal` has filled. Below the
/// diagonal is scratch. Returns 0, or the first pivot, counted from 1, that is not positive.
long dh_cholesky(float *a, long n);

/// a . (high + low) to about twice the digits of double, itself a pair.
void dh_dot_pair(const double *a, const double *high, const double *low, long count, double *result_high,
                 double *result_low);

/// high + low += scale a, to as many digits.
void dh_add_scaled_pair(double *high, double *low, const double *a, double scale, long count);
