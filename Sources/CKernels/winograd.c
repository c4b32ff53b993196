// Convolutions in Winograd's form, for float and for double. See include/winograd.h.
#include <float.h>
#include <string.h>

#include "winograd.h"
#include "clones.h"

#define INLINE static inline __attribute__((always_inline))

#define REAL float
#define NAME(x) x##_f
#include "winograd.inc"
#include "four_pixels.inc"
#undef REAL
#undef NAME
#define REAL double
#define NAME(x) x##_d
#include "winograd.inc"
#include "four_pixels.inc"
