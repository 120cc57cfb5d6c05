/* Sixteen nonces at a time in AVX-512 registers. Called only when mos_features() says so. */
#include "moshash.h"

#if defined(__x86_64__)
#include <immintrin.h>

typedef __m512i V;
#define V_LANES 16
#define V_TARGET __attribute__((target("avx512f")))
#define V_NAME(suffix) avx512_##suffix
#define V_SET1(x) _mm512_set1_epi32((int)(x))
#define V_IOTA _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
#define V_ADD(x, y) _mm512_add_epi32(x, y)
#define V_ROTR(x, n) _mm512_ror_epi32(x, n)
#define V_SHR(x, n) _mm512_srli_epi32(x, n)
/* VPTERNLOGD truth tables: x^y^z, x?y:z, majority. */
#define V_XOR3(x, y, z) _mm512_ternarylogic_epi32(x, y, z, 0x96)
#define V_CH(x, y, z) _mm512_ternarylogic_epi32(x, y, z, 0xca)
#define V_MAJ(x, y, z) _mm512_ternarylogic_epi32(x, y, z, 0xe8)
#define V_ZERO_MASK(x, mask) ((uint32_t)_mm512_testn_epi32_mask(x, mask))
#include "wide_kernel.h"

V_TARGET MOS_API int32_t mos_scan_avx512(const struct mos_job *job, uint32_t first, int32_t count, struct mos_hits *hits) {
    return avx512_scan_one(job, first, count, hits);
}

V_TARGET MOS_API int32_t mos_scan_avx512x4(const struct mos_job *job, uint32_t first, int32_t count, struct mos_hits *hits) {
    return avx512_scan_four(job, first, count, hits);
}

#endif
