#include "include/lasso.h"
#include "clones.h"

static inline float soft(float x, float threshold) {
    float low = x < -threshold ? x : -threshold, high = x > threshold ? x : threshold;
    return low + high;  // x + t below -t, x - t above t, 0 between
}

CLONES void dh_shifted_soft_threshold(const float *restrict pre, const float *restrict shift, float threshold,
                                      float *restrict out, long count) {
    if (!shift)
        for (long i = 0; i < count; i++) out[i] = soft(pre[i], threshold);
    else
        for (long i = 0; i < count; i++) out[i] = soft(pre[i] + shift[i], threshold);
}

CLONES void dh_admm_step(float *restrict t, const float *restrict v, const float *restrict shift, float *restrict q,
                         float threshold, float relaxation, long count) {
    for (long i = 0; i < count; i++) {
        float next = t[i] + relaxation * (v[i] + shift[i] - soft(t[i], threshold));
        t[i] = next;
        q[i] = 2 * soft(next, threshold) - next;
    }
}

CLONES double dh_fista_step(float *restrict y, float *restrict v, const float *restrict pre,
                            const float *restrict shift, float threshold, float momentum, long count) {
    double uphill = 0;
    for (long i = 0; i < count; i++) {
        float next = soft(pre[i] + shift[i], threshold);
        uphill += (double)((v[i] - next) * (next - y[i]));
    }
    float factor = uphill > 0 ? 0 : momentum;
    for (long i = 0; i < count; i++) {
        float next = soft(pre[i] + shift[i], threshold);
        v[i] = next + factor * (next - y[i]);
        y[i] = next;
    }
    return uphill;
}

// *high + *low += a b to about twice the digits of double (Ogita, Rump and Oishi, 2005).
static inline void add_product(double *high, double *low, double a, double b) {
    double product = a * b, rest = __builtin_fma(a, b, -product);
    double sum = *high + product, part = sum - *high;
    *low += rest + ((*high - (sum - part)) + (product - part));
    *high = sum;
}

CLONES void dh_dot_pair(const double *restrict a, const double *restrict high, const double *restrict low, long count,
                        double *restrict result_high, double *restrict result_low) {
    double sum = 0, rest = 0;
    for (long i = 0; i < count; i++) {
        add_product(&sum, &rest, a[i], high[i]);
        rest += a[i] * low[i];
    }
    *result_high = sum + rest;
    *result_low = rest - (*result_high - sum);
}

CLONES void dh_add_scaled_pair(double *restrict high, double *restrict low, const double *restrict a, double scale,
                               long count) {
    for (long i = 0; i < count; i++) add_product(high + i, low + i, scale, a[i]);
}
