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
