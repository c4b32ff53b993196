#define _GNU_SOURCE
#include "ckernels.h"
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#if defined(__x86_64__)
#include <cpuid.h>
#endif

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

const char *dh_blas_core(void) { return openblas_get_corename ? openblas_get_corename() : "unknown"; }

const char *dh_blas_preferred(void) {
    // AVX-512 sets first; whatever else is in use on a CPU that has it is narrower.
    static const char *const wide[] = {"SkylakeX", "Cooperlake", "SapphireRapids"};
    static const char *const narrow[] = {"Prescott", "Nehalem", "Core2", "Penryn", "Dunnington", "Opteron", "Barcelona", "Unknown"};
    const char *core = dh_blas_core();
    int bits = dh_vector_bits();
    if (bits == 512) {
        for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
            if (!strcmp(core, wide[i])) return core;
        return "SkylakeX";
    }
    for (size_t i = 0; bits == 256 && i < sizeof narrow / sizeof *narrow; i++)
        if (!strcmp(core, narrow[i])) return "Haswell";
    return core;
}

// Bits of the vectors that our own products use; 0 until somebody asks.
static int kernel_bits;

const char *dh_blas_use(const char *wanted) {
    __atomic_store_n(&kernel_bits, 0, __ATOMIC_RELAXED);
    if (!strcmp(wanted, dh_blas_core()) || !gotoblas_dynamic_init || !gotoblas_dynamic_quit) return dh_blas_core();
    setenv("OPENBLAS_CORETYPE", wanted, 1);
    gotoblas_dynamic_quit();
    gotoblas_dynamic_init();
    return dh_blas_core();
}

#if defined(__x86_64__)
// A set that the CPU does not run ends the program at the first product, so each is listed with what it needs.
static const struct { const char *name; int bits, bf16; } sets[] = {
    {"Prescott", 128, 0}, {"Core2", 128, 0}, {"Nehalem", 128, 0}, {"Sandybridge", 256, 0}, {"Haswell", 256, 0},
    {"Zen", 256, 0}, {"SkylakeX", 512, 0}, {"Cooperlake", 512, 1}, {"SapphireRapids", 512, 1},
};

static int has_bf16(void) {
    unsigned a, b, c, d;
    return __get_cpuid_count(7, 1, &a, &b, &c, &d) && (a & (1u << 5));
}
#else
static const struct { const char *name; int bits, bf16; } sets[] = {
    {"ARMV8", 0, 0}, {"CORTEXA53", 0, 0}, {"CORTEXA57", 0, 0}, {"CORTEXA72", 0, 0}, {"NEOVERSEN1", 0, 0},
};

static int has_bf16(void) { return 1; }
#endif

const char *dh_blas_set(int index) {
    return index >= 0 && index < (int)(sizeof sets / sizeof *sets) ? sets[index].name : 0;
}

int dh_blas_set_runs(int index) { return sets[index].bits <= dh_vector_bits() && (!sets[index].bf16 || has_bf16()); }

int dh_kernel_bits(void) {
    int bits = __atomic_load_n(&kernel_bits, __ATOMIC_RELAXED);
    if (bits) return bits;
    bits = dh_vector_bits();
    const char *core = dh_blas_core();
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        if (sets[i].bits && sets[i].bits < bits && !strcmp(core, sets[i].name)) bits = sets[i].bits;
    __atomic_store_n(&kernel_bits, bits, __ATOMIC_RELAXED);
    return bits;
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
