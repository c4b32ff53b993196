// What stands around the products of a 3x3 convolution on some pixels of an image, for float and for double.
#include "patches.h"

#include <string.h>

#include "clones.h"

#define REAL float
#define NAME(x) x##_f
#include "patches.inc"
#undef REAL
#undef NAME
#define REAL double
#define NAME(x) x##_d
#include "patches.inc"
