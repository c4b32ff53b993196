#pragma once
#include "sanitized.h"
// Which clone is called is decided while the program is loaded, before the thread sanitizer has begun its work.
#if defined(__x86_64__) && !defined(DH_SANITIZED)
#define CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CLONES
#endif
