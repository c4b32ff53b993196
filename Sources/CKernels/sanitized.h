#pragma once
// DH_SANITIZED: built with a sanitizer that nothing may run ahead of.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define DH_SANITIZED
#endif
#endif
