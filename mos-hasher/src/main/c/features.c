/* Which kernels of this library the CPU and the kernel of the operating system can run. */
#include "moshash.h"

/* Bits known to NativeLibrary.java. */
enum { MOS_HAS_SHANI = 1, MOS_HAS_AVX512 = 2, MOS_HAS_ARM_SHA2 = 4, MOS_HAS_NEON = 8 };

#if defined(__x86_64__)
#include <cpuid.h>

/* Intel SDM vol. 2A, CPUID leaf 7 sub-leaf 0: EBX bit 29 = SHA. The rest goes through the compiler's own check, which
 * also asks XGETBV whether the operating system saves the wide registers. */
MOS_API uint32_t mos_features(void) {
    uint32_t a, b, c, d, found = 0;
    __builtin_cpu_init();
    int has_sha = __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b >> 29 & 1);
    if (has_sha && __builtin_cpu_supports("avx")) found |= MOS_HAS_SHANI;
    if (__builtin_cpu_supports("avx512f")) found |= MOS_HAS_AVX512;
    return found;
}

#elif defined(__aarch64__)
#include <asm/hwcap.h>
#include <sys/auxv.h>

MOS_API uint32_t mos_features(void) {
    unsigned long caps = getauxval(AT_HWCAP);
    return (caps & HWCAP_SHA2 ? MOS_HAS_ARM_SHA2 : 0) | (caps & HWCAP_ASIMD ? MOS_HAS_NEON : 0);
}

#else

MOS_API uint32_t mos_features(void) { return 0; }

#endif
