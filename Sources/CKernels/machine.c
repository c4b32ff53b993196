#define _GNU_SOURCE
#include "ckernels.h"
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

extern void gotoblas_dynamic_init(void) __attribute__((weak));
extern void gotoblas_dynamic_quit(void) __attribute__((weak));
extern char *openblas_get_corename(void) __attribute__((weak));

int dh_vector_bits(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512dq"))
        return 512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return 256;
#endif
    return 128;
}

const char *dh_blas_select_kernels(void) {
    // AVX-512 sets first; whatever else is in use on a CPU that has it is narrower.
    static const char *const wide[] = {"SkylakeX", "Cooperlake", "SapphireRapids"};
    static const char *const narrow[] = {"Prescott", "Nehalem", "Core2", "Penryn", "Dunnington", "Opteron", "Barcelona", "Unknown"};
    if (!openblas_get_corename) return "unknown";
    const char *core = openblas_get_corename(), *wanted = getenv("DOWNHILL_BLAS_CORE");
    int bits = dh_vector_bits();
    if (!wanted && bits == 512) {
        wanted = "SkylakeX";
        for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
            if (!strcmp(core, wide[i])) wanted = core;
    } else if (!wanted && bits == 256) {
        for (size_t i = 0; i < sizeof narrow / sizeof *narrow; i++)
            if (!strcmp(core, narrow[i])) wanted = "Haswell";
    }
    if (!wanted || !strcmp(wanted, core) || !gotoblas_dynamic_init || !gotoblas_dynamic_quit) return core;
    setenv("OPENBLAS_CORETYPE", wanted, 1);
    gotoblas_dynamic_quit();
    gotoblas_dynamic_init();
    return openblas_get_corename();
}

void *dh_allocate(size_t bytes) {
    const size_t huge = 2u << 20;
    void *block = 0;
    if (bytes == 0) bytes = 64;
    size_t alignment = bytes >= 2 * huge ? huge : 64;
    if (posix_memalign(&block, alignment, (bytes + alignment - 1) / alignment * alignment)) return 0;
#ifdef MADV_HUGEPAGE
    if (alignment == huge) madvise(block, bytes, MADV_HUGEPAGE);
#endif
    memset(block, 0, bytes);
    return block;
}

long dh_next(long *counter) { return __atomic_fetch_add(counter, 1, __ATOMIC_RELAXED); }
void dh_store(long *flag, long value) { __atomic_store_n(flag, value, __ATOMIC_SEQ_CST); }
long dh_load(const long *flag) { return __atomic_load_n(flag, __ATOMIC_SEQ_CST); }
