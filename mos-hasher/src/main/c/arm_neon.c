/* Four nonces at a time in NEON registers, for AArch64 CPUs without the SHA2 instructions (Raspberry Pi 3 and 4). */
#include "moshash.h"

#if defined(__aarch64__)
#include <arm_neon.h>

typedef uint32x4_t V;
#define V_LANES 4
#define V_TARGET
#define V_NAME(suffix) neon_##suffix
#define V_SET1(x) vdupq_n_u32(x)
#define V_IOTA ((V){0, 1, 2, 3})
#define V_ADD(x, y) vaddq_u32(x, y)
/* Shift left, then shift right and insert: two instructions instead of three. */
#define V_ROTR(x, n) vsriq_n_u32(vshlq_n_u32(x, 32 - (n)), x, n)
#define V_SHR(x, n) vshrq_n_u32(x, n)
#define V_XOR3(x, y, z) veorq_u32(veorq_u32(x, y), z)
#define V_CH(x, y, z) vbslq_u32(x, y, z)
/* Where x and y agree they are the majority, else z is. */
#define V_MAJ(x, y, z) vbslq_u32(veorq_u32(x, y), z, x)

MOS_INLINE uint32_t neon_zero_mask(V x, V mask) {
    const V lane_bits = {1, 2, 4, 8};
    return vaddvq_u32(vbicq_u32(lane_bits, vtstq_u32(x, mask)));
}
#define V_ZERO_MASK(x, mask) neon_zero_mask(x, mask)
#include "wide_kernel.h"

MOS_API int32_t mos_scan_neon(const struct mos_job *job, uint32_t first, int32_t count, struct mos_hits *hits) {
    return neon_scan_one(job, first, count, hits);
}

MOS_API int32_t mos_scan_neonx4(const struct mos_job *job, uint32_t first, int32_t count, struct mos_hits *hits) {
    return neon_scan_four(job, first, count, hits);
}

#endif
