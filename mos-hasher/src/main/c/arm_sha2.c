/*
 * The AArch64 SHA2 instructions (Raspberry Pi 5 and most servers). Two nonces side by side, or four midstates with one
 * nonce: the instructions have a latency of several cycles, so that independent chains keep the unit busy.
 * Called only when mos_features() says so.
 */
#include "moshash.h"

#if defined(__aarch64__)
#include <arm_neon.h>

#define TARGET __attribute__((target("+crypto")))

enum { QUADS = 16 };

typedef uint32x4_t V;

TARGET MOS_INLINE V k_of(int quad) { return vld1q_u32(&MOS_K[4 * quad]); }

/* Four rounds of every way with its own K + W. */
#define FOUR_ROUNDS(k, kw)                                     \
    do {                                                       \
        V old_ = abcd[k];                                      \
        abcd[k] = vsha256hq_u32(abcd[k], efgh[k], kw);         \
        efgh[k] = vsha256h2q_u32(efgh[k], old_, kw);           \
    } while (0)

TARGET MOS_INLINE V extend(const V m[4], int t) {
    return vsha256su1q_u32(vsha256su0q_u32(m[t & 3], m[(t + 1) & 3]), m[(t + 2) & 3], m[(t + 3) & 3]);
}

TARGET MOS_INLINE void header_quads(const struct mos_job *job, uint32_t nonce, V m[4]) {
    m[0] = (V){job->tail[0], job->tail[1], job->tail[2], nonce};
    m[1] = (V){MOS_PAD_BIT, 0, 0, 0};
    m[2] = (V){0, 0, 0, 0};
    m[3] = (V){0, 0, 0, MOS_HEADER_BITS};
}

#define FOR_WAYS(n) _Pragma("GCC unroll 4") for (int k = 0; k < (n); k++)
#define FOR_QUADS _Pragma("GCC unroll 16") for (int t = 0; t < QUADS; t++)

/* Second SHA-256 over `ways` digests; bit k of the result says that way k passes the mask. */
TARGET MOS_INLINE uint32_t second_hash(int ways, V digest_low[], V digest_high[], uint32_t mask) {
    V abcd[MOS_MIDSTATES], efgh[MOS_MIDSTATES], m[MOS_MIDSTATES][4];
    FOR_WAYS(ways) {
        abcd[k] = vld1q_u32(&MOS_IV[0]), efgh[k] = vld1q_u32(&MOS_IV[4]);
        m[k][0] = digest_low[k], m[k][1] = digest_high[k];
        m[k][2] = (V){MOS_PAD_BIT, 0, 0, 0}, m[k][3] = (V){0, 0, 0, MOS_DIGEST_BITS};
    }
    FOR_QUADS {
        if (t >= 4) {
            FOR_WAYS(ways) m[k][t & 3] = extend(m[k], t);
        }
        FOR_WAYS(ways) FOUR_ROUNDS(k, vaddq_u32(m[k][t & 3], k_of(t)));
    }
    uint32_t passed = 0;
    FOR_WAYS(ways) passed |= (uint32_t)(((vgetq_lane_u32(efgh[k], 3) + MOS_IV[7]) & mask) == 0) << k;
    return passed;
}

enum { WAYS = 2 };

TARGET MOS_API int32_t mos_scan_armsha2(const struct mos_job *job, uint32_t first, int32_t count, struct mos_hits *hits) {
    const V mid_low = vld1q_u32(&job->midstate[0][0]), mid_high = vld1q_u32(&job->midstate[0][4]);
    int32_t done = 0;
    while (done < count && hits->size + WAYS <= hits->capacity) {
        V abcd[WAYS], efgh[WAYS], m[WAYS][4];
        uint32_t nonce = first + (uint32_t)done;
        FOR_WAYS(WAYS) {
            abcd[k] = mid_low, efgh[k] = mid_high;
            header_quads(job, nonce + (uint32_t)k, m[k]);
        }
        FOR_QUADS {
            if (t >= 4) {
                FOR_WAYS(WAYS) m[k][t & 3] = extend(m[k], t);
            }
            FOR_WAYS(WAYS) FOUR_ROUNDS(k, vaddq_u32(m[k][t & 3], k_of(t)));
        }
        FOR_WAYS(WAYS) abcd[k] = vaddq_u32(abcd[k], mid_low), efgh[k] = vaddq_u32(efgh[k], mid_high);
        uint32_t passed = second_hash(WAYS, abcd, efgh, job->mask);
        if (__builtin_expect(passed != 0, 0)) {
            for (int32_t k = 0; k < WAYS && done + k < count; k++) {
                if (passed >> k & 1) mos_add_hit(hits, 0, nonce + (uint32_t)k);
            }
        }
        done += WAYS;
    }
    return done < count ? done : count;
}

TARGET MOS_API int32_t mos_scan_armsha2x4(const struct mos_job *job, uint32_t first, int32_t count, struct mos_hits *hits) {
    int32_t done = 0;
    while (done < count && hits->size + MOS_MIDSTATES <= hits->capacity) {
        V abcd[MOS_MIDSTATES], efgh[MOS_MIDSTATES], m[4];
        uint32_t nonce = first + (uint32_t)done;
        FOR_WAYS(MOS_MIDSTATES) {
            abcd[k] = vld1q_u32(&job->midstate[k][0]), efgh[k] = vld1q_u32(&job->midstate[k][4]);
        }
        header_quads(job, nonce, m);
        FOR_QUADS {
            if (t >= 4) m[t & 3] = extend(m, t);
            V kw = vaddq_u32(m[t & 3], k_of(t));
            FOR_WAYS(MOS_MIDSTATES) FOUR_ROUNDS(k, kw);
        }
        FOR_WAYS(MOS_MIDSTATES) {
            abcd[k] = vaddq_u32(abcd[k], vld1q_u32(&job->midstate[k][0]));
            efgh[k] = vaddq_u32(efgh[k], vld1q_u32(&job->midstate[k][4]));
        }
        uint32_t passed = second_hash(MOS_MIDSTATES, abcd, efgh, job->mask);
        if (__builtin_expect(passed != 0, 0)) {
            for (uint32_t k = 0; k < MOS_MIDSTATES; k++) {
                if (passed >> k & 1) mos_add_hit(hits, k, nonce);
            }
        }
        done++;
    }
    return done;
}

#endif
