#pragma once
#include <stddef.h>
#include <stdint.h>

// The few hot loops that Swift does not vectorise. Each comes for float (_f) and double (_d); each runs the widest
// of the instruction sets x86-64-v4, v3 and the default that the machine has, chosen when the program is loaded.
// What a kernel writes overlaps nothing else that it is given, unless it is said: pointers are `restrict`.

/// The set of kernels that OpenBLAS has in use, by its name; "unknown" for another BLAS.
const char *dh_blas_core(void);

/// The set that suits this CPU: AVX-512 or AVX2 where OpenBLAS's own table does not know the CPU and has fallen back to SSE.
/// Also where OPENBLAS_CORETYPE asks for narrower ones than the CPU has: it is often set for a whole machine.
const char *dh_blas_preferred(void);

/// Makes OpenBLAS use a set. Call before the first product. Returns the set that is then in use: another one where
/// OpenBLAS does not have it.
const char *dh_blas_use(const char *name);

/// The names of known sets, from the safest to the widest, NULL after the last; and whether this CPU runs one.
const char *dh_blas_set(int index);
int dh_blas_set_runs(int index);

/// Widest vectors in bits that the CPU offers to these kernels: 512, 256 or 128.
int dh_vector_bits(void);

/// Those that our own products use: as wide as the set of kernels that OpenBLAS has in use, so that who asks for a narrower one
/// has it everywhere that sums are rounded.
int dh_kernel_bits(void);

/// Zeroed memory aligned to 64 bytes; large blocks ask for huge pages. NULL when there is none. Free with free().
void *dh_allocate(size_t bytes);

/// Whether so many bytes of memory could be mapped now.
int dh_can_map(size_t bytes);

/// How many processors this process may use, for each of which OpenBLAS starts a thread when it is loaded.
int dh_processors(void);

/// Bytes that OpenBLAS maps for each thread that is in a product.
size_t dh_blas_buffer(void);

/// Makes OpenBLAS map its buffers for so many threads now, so that no later product waits for memory that never comes.
/// Returns for how many there is room, at most `buffers`.
int dh_blas_reserve(int buffers);

/// How many threads of `wanted` the system would start now, with stacks of 8 MB.
int dh_startable_threads(int wanted);

/// Adds one to *counter atomically and returns the former value.
long dh_next(long *counter);

/// Sets *flag to value, and reads it, atomically.
void dh_store(long *flag, long value);
long dh_load(const long *flag);

/// Philox4x32-10: four random words for a key and a counter.
void dh_philox(const uint32_t key[2], const uint32_t counter[4], uint32_t out[4]);

/// count standard normal variables of the stream (key; row, step, layer), by Box-Muller on Philox words.
void dh_normal(const uint32_t key[2], uint32_t row, uint32_t step, uint32_t layer, float *out, long count);

#define DH_DECLARE(REAL, SUFFIX)                                                                                       \
    void dh_soft_threshold_##SUFFIX(const REAL *pre, const REAL *threshold, REAL *out, long rows, long columns);        \
    void dh_soft_threshold_backward_##SUFFIX(const REAL *out, REAL *gradient, long count);                              \
    void dh_soft_threshold_gradient_##SUFFIX(const REAL *out, const REAL *gradient, REAL *threshold_gradient,           \
                                             long rows, long columns);                                                 \
    void dh_soft_threshold_rows_##SUFFIX(REAL *x, long ld, const REAL *threshold, REAL unit, long rows, long columns);  \
    void dh_soft_threshold_rows_backward_##SUFFIX(const REAL *out, REAL *gradient, long ld, long rows, long columns);   \
    void dh_soft_threshold_rows_gradient_##SUFFIX(const REAL *out, const REAL *gradient, long ld,                       \
                                                  REAL *threshold_gradient, REAL unit, long rows, long columns);       \
    void dh_adamw_##SUFFIX(REAL *parameter, REAL *first, REAL *second, const REAL *gradient, long count,                \
                           REAL gradient_scale, REAL rate, REAL beta1, REAL beta2, REAL epsilon, REAL correction1,      \
                           REAL correction2, REAL decay);                                                              \
    double dh_adamw_surprise_##SUFFIX(const REAL *second, const REAL *gradient, long count, REAL gradient_scale,        \
                                      REAL beta2, REAL correction2, REAL epsilon);                                     \
    void dh_average_##SUFFIX(REAL *average, const REAL *value, REAL share, long count);                                 \
    double dh_sum_of_squares_##SUFFIX(const REAL *x, long count);                                                       \
    double dh_sum_of_magnitudes_##SUFFIX(const REAL *x, long count);                                                    \
    double dh_squared_distance_##SUFFIX(const REAL *x, const REAL *y, long count);                                      \
    void dh_add_scaled_##SUFFIX(REAL *y, const REAL *x, REAL scale, long count);                                        \
    void dh_scale_by_one_plus_##SUFFIX(REAL *y, REAL share, long count);                                               \
    void dh_add_scaled_difference_##SUFFIX(REAL *y, const REAL *a, const REAL *b, REAL scale, long count);              \
    void dh_add_scaled_sign_##SUFFIX(REAL *y, const REAL *x, REAL scale, long count);                                  \
    void dh_add_scaled_floats_##SUFFIX(REAL *y, const float *x, REAL scale, long count);                               \
    void dh_add_to_rows_##SUFFIX(REAL *y, const REAL *row, REAL scale, long rows, long columns);                       \
    void dh_rectify_##SUFFIX(REAL *y, long count);                                                                     \
    void dh_rectify_backward_##SUFFIX(const REAL *y, REAL *gradient, long count);                                       \
    void dh_clamp_##SUFFIX(const REAL *x, REAL *y, long count);                                                         \
    void dh_clamp_backward_##SUFFIX(const REAL *x, REAL *gradient, long count);                                         \
    /* c (m, n) = [c +] a b: a's element (i, k) at i * row_step + k * depth_step, one of which is 1; b and c in rows. */ \
    void dh_dense_product_##SUFFIX(long m, long n, long depth, const REAL *a, long row_step, long depth_step, const REAL *b,  \
                             long ldb, REAL *c, long ldc, int adds);                                                   \
    /* c (m, n) = [c +] scale * a b with rows of each, fast where most of a is zero. */                                \
    void dh_sparse_product_##SUFFIX(long m, long n, long depth, const REAL *a, long lda, REAL scale, const REAL *b,    \
                                    long ldb, REAL *c, long ldc, int adds);                                            \
    /* c (m, n) += a b' where mask (m, n, rows like c's) is not zero; a (m, depth), b (n, depth), depth in whole times 16. */ \
    void dh_sampled_product_##SUFFIX(long m, long n, long depth, const REAL *a, long lda, const REAL *b, long ldb,     \
                                     const REAL *mask, REAL *c, long ldc);                                             \
    /* How many elements are not zero. */                                                                              \
    long dh_nonzeros_##SUFFIX(const REAL *x, long count);                                                              \
    /* out (columns, rows) = the transpose of in (rows, columns). */                                                   \
    void dh_transpose_##SUFFIX(const REAL *in, long ld_in, REAL *out, long ld_out, long rows, long columns);           \
    /* See shrinkage.inc. */                                                                                           \
    void dh_shrink_##SUFFIX(REAL *x, REAL theta, long kept, REAL *cut, REAL *scratch, long rows, long columns);        \
    double dh_shrink_gradient_##SUFFIX(const REAL *out, const REAL *gradient, const REAL *cut, long rows,              \
                                       long columns);                                                                  \
    void dh_bernoulli_gauss_##SUFFIX(const REAL *r, const REAL *variance, REAL density, REAL power, REAL *out,         \
                                     REAL *slope, REAL *sensitivity, long rows, long columns);                         \
    void dh_multiply_##SUFFIX(REAL *y, const REAL *x, long count);

DH_DECLARE(float, f)
DH_DECLARE(double, d)

#include "circular.h"
#include "flow.h"
#include "lasso.h"
#include "pooling.h"
#include "radial.h"
#include "smooth.h"
#include "winograd.h"
