/*
 * Four hashes side by side with the x86 SHA instructions: SHA256RNDS2 has a latency of several cycles, so that
 * independent chains keep the unit busy. Called only when mos_features() says so.
 *
 * Register layout (Intel SDM vol. 2B, SHA256RNDS2), highest dword first: ABEF and CDGH.
 */
#include "moshash.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define TARGET __attribute__((target("sha,avx")))
#define FOR_WAYS _Pragma("GCC unroll 4") for (int k = 0; k < WAYS; k++)

enum { WAYS = 4 };

typedef __m128i V;

TARGET MOS_INLINE V words(uint32_t w0, uint32_t w1, uint32_t w2, uint32_t w3) {
    return _mm_setr_epi32((int)w0, (int)w1, (int)w2, (int)w3);
}

TARGET MOS_INLINE V k_of(int quad) { return _mm_load_si128((const V *)(const void *)&MOS_K[4 * quad]); }

/* Rounds i, i+1 take the low half of K + W; rounds i+2, i+3 the high half. Both registers swap their meaning twice. */
#define TWO_ROUNDS(abef, cdgh, kw) (cdgh) = _mm_sha256rnds2_epu32(cdgh, abef, kw)
#define HIGH_HALF(kw) _mm_shuffle_epi32(kw, 0x0e)
#define FOUR_ROUNDS_ALL(kw)                           \
    do {                                              \
        FOR_WAYS TWO_ROUNDS(abef[k], cdgh[k], kw);    \
        FOR_WAYS TWO_ROUNDS(cdgh[k], abef[k], HIGH_HALF(kw)); \
    } while (0)

/* Words 4t..4t+3 of the schedule from the four quads before; m is a ring of four quads. */
#define EXTEND_QUAD(m, t)                                                                                    \
    m[(t) & 3] = _mm_sha256msg2_epu32(_mm_add_epi32(_mm_sha256msg1_epu32(m[(t) & 3], m[((t) + 1) & 3]),    \
                                                    _mm_alignr_epi8(m[((t) + 3) & 3], m[((t) + 2) & 3], 4)), \
                                      m[((t) + 3) & 3])

/* What one job fixes for every nonce. */
struct fixed {
    V abef[MOS_MIDSTATES], cdgh[MOS_MIDSTATES];         /* after rounds 0 and 1 */
    V mid_abef[MOS_MIDSTATES], mid_cdgh[MOS_MIDSTATES]; /* the midstate, to be added at the end */
    V quad0;    /* W0..W2, nonce still missing */
    V quad4;    /* what does not depend on the nonce in W16..W19 */
    V kw2;      /* K + W of rounds 2 and 3, nonce still missing */
};

TARGET MOS_INLINE void fix_midstate(const struct mos_job *job, int m, struct fixed *fixed) {
    uint32_t s[MOS_STATE_WORDS];
    const uint32_t *mid = job->midstate[m];
    mos_first_rounds(job, m, 2, s);
    fixed->abef[m] = words(s[5], s[4], s[1], s[0]);
    fixed->cdgh[m] = words(s[7], s[6], s[3], s[2]);
    fixed->mid_abef[m] = words(mid[5], mid[4], mid[1], mid[0]);
    fixed->mid_cdgh[m] = words(mid[7], mid[6], mid[3], mid[2]);
}

TARGET MOS_INLINE void fix_job(const struct mos_job *job, int midstates, struct fixed *fixed) {
    for (int m = 0; m < midstates; m++) fix_midstate(job, m, fixed);
    fixed->quad0 = words(job->tail[0], job->tail[1], job->tail[2], 0);
    fixed->quad4 = words(0, mos_small_s1(MOS_HEADER_BITS), mos_small_s1(mos_word16(job)), mos_small_s1(mos_word17(job)));
    fixed->kw2 = words(MOS_K[2] + job->tail[2], MOS_K[3], 0, 0);
}

/* K + W of rounds 4..15 of the header's second block, and of rounds 8..15 of the second hash. */
#define HEADER_KW1 words(MOS_K[4] + MOS_PAD_BIT, MOS_K[5], MOS_K[6], MOS_K[7])
#define HEADER_KW2 k_of(2)
#define HEADER_KW3 words(MOS_K[12], MOS_K[13], MOS_K[14], MOS_K[15] + MOS_HEADER_BITS)
#define DIGEST_KW2 words(MOS_K[8] + MOS_PAD_BIT, MOS_K[9], MOS_K[10], MOS_K[11])
#define DIGEST_KW3 words(MOS_K[12], MOS_K[13], MOS_K[14], MOS_K[15] + MOS_DIGEST_BITS)

/* W16..W31 of the header's second block: the zero words of the padding drop out. Leaves quads 4..7 in m. */
TARGET MOS_INLINE void header_quads(const struct fixed *fixed, uint32_t nonce, V m[4]) {
    V quad0 = _mm_insert_epi32(fixed->quad0, (int)nonce, 3);
    V quad3 = words(0, 0, 0, MOS_HEADER_BITS);
    m[0] = _mm_add_epi32(_mm_sha256msg1_epu32(quad0, words(MOS_PAD_BIT, 0, 0, 0)), fixed->quad4);
    m[1] = _mm_sha256msg2_epu32(_mm_add_epi32(words(MOS_PAD_BIT, 0, 0, 0), _mm_alignr_epi8(m[0], quad3, 4)), m[0]);
    m[2] = _mm_sha256msg2_epu32(_mm_alignr_epi8(m[1], m[0], 4), m[1]);
    m[3] = _mm_sha256msg2_epu32(_mm_add_epi32(_mm_sha256msg1_epu32(quad3, m[0]), _mm_alignr_epi8(m[2], m[1], 4)), m[2]);
}

/* The digest in message order: A B C D, E F G H, lowest dword first. */
TARGET MOS_INLINE V message_low(V abef, V cdgh) { return _mm_shuffle_epi32(_mm_unpackhi_epi64(abef, cdgh), 0xb1); }
TARGET MOS_INLINE V message_high(V abef, V cdgh) { return _mm_shuffle_epi32(_mm_unpacklo_epi64(abef, cdgh), 0xb1); }

#define QUAD_ROUNDS(m, t)                                                          \
    do {                                                                           \
        V kw_[WAYS];                                                               \
        FOR_WAYS kw_[k] = _mm_add_epi32(m[k][(t) & 3], k_of(t));                   \
        FOR_WAYS TWO_ROUNDS(abef[k], cdgh[k], kw_[k]);                             \
        FOR_WAYS TWO_ROUNDS(cdgh[k], abef[k], HIGH_HALF(kw_[k]));                  \
    } while (0)
#define QUAD_EXTEND_ROUNDS(m, t)         \
    do {                                 \
        FOR_WAYS EXTEND_QUAD(m[k], t);   \
        QUAD_ROUNDS(m, t);               \
    } while (0)

/* Second SHA-256 over four digests; bit k of the result says that way k passes the mask. */
TARGET MOS_INLINE uint32_t second_hash(V m[WAYS][4], uint32_t mask) {
    V abef[WAYS], cdgh[WAYS];
    FOR_WAYS abef[k] = words(MOS_IV[5], MOS_IV[4], MOS_IV[1], MOS_IV[0]);
    FOR_WAYS cdgh[k] = words(MOS_IV[7], MOS_IV[6], MOS_IV[3], MOS_IV[2]);
    QUAD_ROUNDS(m, 0);
    QUAD_ROUNDS(m, 1);
    FOUR_ROUNDS_ALL(DIGEST_KW2);
    FOUR_ROUNDS_ALL(DIGEST_KW3);
    V quad2 = words(MOS_PAD_BIT, 0, 0, 0), quad3 = words(0, 0, 0, MOS_DIGEST_BITS);
    FOR_WAYS m[k][0] = _mm_sha256msg2_epu32(_mm_sha256msg1_epu32(m[k][0], m[k][1]), quad3);
    QUAD_ROUNDS(m, 4);
    FOR_WAYS m[k][1] = _mm_sha256msg2_epu32(
        _mm_add_epi32(_mm_sha256msg1_epu32(m[k][1], quad2), _mm_alignr_epi8(m[k][0], quad3, 4)), m[k][0]);
    QUAD_ROUNDS(m, 5);
    FOR_WAYS m[k][2] = _mm_sha256msg2_epu32(_mm_add_epi32(quad2, _mm_alignr_epi8(m[k][1], m[k][0], 4)), m[k][1]);
    QUAD_ROUNDS(m, 6);
    FOR_WAYS m[k][3] = _mm_sha256msg2_epu32(
        _mm_add_epi32(_mm_sha256msg1_epu32(quad3, m[k][0]), _mm_alignr_epi8(m[k][2], m[k][1], 4)), m[k][2]);
    QUAD_ROUNDS(m, 7);
    QUAD_EXTEND_ROUNDS(m, 8);
    QUAD_EXTEND_ROUNDS(m, 9);
    QUAD_EXTEND_ROUNDS(m, 10);
    QUAD_EXTEND_ROUNDS(m, 11);
    QUAD_EXTEND_ROUNDS(m, 12);
    QUAD_EXTEND_ROUNDS(m, 13);
    QUAD_EXTEND_ROUNDS(m, 14);
    /* The e of round 60 is the f after round 61, lowest dword of ABEF, and settles the last word. */
    FOR_WAYS EXTEND_QUAD(m[k], 15);
    FOR_WAYS TWO_ROUNDS(abef[k], cdgh[k], _mm_add_epi32(m[k][3], k_of(15)));
    uint32_t passed = 0;
    FOR_WAYS passed |= (uint32_t)((((uint32_t)_mm_cvtsi128_si32(cdgh[k]) + MOS_IV[7]) & mask) == 0) << k;
    return passed;
}

TARGET MOS_API int32_t mos_scan_shani(const struct mos_job *job, uint32_t first, int32_t count, struct mos_hits *hits) {
    struct fixed fixed;
    fix_job(job, 1, &fixed);
    int32_t done = 0;
    while (done < count && hits->size + WAYS <= hits->capacity) {
        V abef[WAYS], cdgh[WAYS], m[WAYS][4];
        uint32_t nonce = first + (uint32_t)done;
        FOR_WAYS abef[k] = fixed.cdgh[0], cdgh[k] = fixed.abef[0];
        FOR_WAYS TWO_ROUNDS(cdgh[k], abef[k], _mm_add_epi32(fixed.kw2, words(0, nonce + (uint32_t)k, 0, 0)));
        FOUR_ROUNDS_ALL(HEADER_KW1);
        FOUR_ROUNDS_ALL(HEADER_KW2);
        FOUR_ROUNDS_ALL(HEADER_KW3);
        FOR_WAYS header_quads(&fixed, nonce + (uint32_t)k, m[k]);
        QUAD_ROUNDS(m, 4);
        QUAD_ROUNDS(m, 5);
        QUAD_ROUNDS(m, 6);
        QUAD_ROUNDS(m, 7);
        QUAD_EXTEND_ROUNDS(m, 8);
        QUAD_EXTEND_ROUNDS(m, 9);
        QUAD_EXTEND_ROUNDS(m, 10);
        QUAD_EXTEND_ROUNDS(m, 11);
        QUAD_EXTEND_ROUNDS(m, 12);
        QUAD_EXTEND_ROUNDS(m, 13);
        QUAD_EXTEND_ROUNDS(m, 14);
        QUAD_EXTEND_ROUNDS(m, 15);
        FOR_WAYS {
            V low = _mm_add_epi32(abef[k], fixed.mid_abef[0]), high = _mm_add_epi32(cdgh[k], fixed.mid_cdgh[0]);
            m[k][0] = message_low(low, high), m[k][1] = message_high(low, high);
        }
        uint32_t passed = second_hash(m, job->mask);
        if (__builtin_expect(passed != 0, 0)) {
            for (int32_t k = 0; k < WAYS && done + k < count; k++) {
                if (passed >> k & 1) mos_add_hit(hits, 0, nonce + (uint32_t)k);
            }
        }
        done += WAYS;
    }
    return done < count ? done : count;
}

#define SHARED_EXTEND_ROUNDS(t)                                \
    do {                                                       \
        EXTEND_QUAD(shared, t);                                \
        V kw_ = _mm_add_epi32(shared[(t) & 3], k_of(t));       \
        FOUR_ROUNDS_ALL(kw_);                                  \
    } while (0)
#define SHARED_ROUNDS(t)                                       \
    do {                                                       \
        V kw_ = _mm_add_epi32(shared[(t) & 3], k_of(t));       \
        FOUR_ROUNDS_ALL(kw_);                                  \
    } while (0)

/* The four ways are four midstates with one nonce: version rolling leaves them one schedule. */
TARGET MOS_API int32_t mos_scan_shanix4(const struct mos_job *job, uint32_t first, int32_t count, struct mos_hits *hits) {
    struct fixed fixed;
    fix_job(job, MOS_MIDSTATES, &fixed);
    int32_t done = 0;
    while (done < count && hits->size + WAYS <= hits->capacity) {
        V abef[WAYS], cdgh[WAYS], shared[4], m[WAYS][4];
        uint32_t nonce = first + (uint32_t)done;
        V kw2 = _mm_add_epi32(fixed.kw2, words(0, nonce, 0, 0));
        FOR_WAYS abef[k] = fixed.cdgh[k], cdgh[k] = fixed.abef[k];
        FOR_WAYS TWO_ROUNDS(cdgh[k], abef[k], kw2);
        FOUR_ROUNDS_ALL(HEADER_KW1);
        FOUR_ROUNDS_ALL(HEADER_KW2);
        FOUR_ROUNDS_ALL(HEADER_KW3);
        header_quads(&fixed, nonce, shared);
        SHARED_ROUNDS(4);
        SHARED_ROUNDS(5);
        SHARED_ROUNDS(6);
        SHARED_ROUNDS(7);
        SHARED_EXTEND_ROUNDS(8);
        SHARED_EXTEND_ROUNDS(9);
        SHARED_EXTEND_ROUNDS(10);
        SHARED_EXTEND_ROUNDS(11);
        SHARED_EXTEND_ROUNDS(12);
        SHARED_EXTEND_ROUNDS(13);
        SHARED_EXTEND_ROUNDS(14);
        SHARED_EXTEND_ROUNDS(15);
        FOR_WAYS {
            V low = _mm_add_epi32(abef[k], fixed.mid_abef[k]), high = _mm_add_epi32(cdgh[k], fixed.mid_cdgh[k]);
            m[k][0] = message_low(low, high), m[k][1] = message_high(low, high);
        }
        uint32_t passed = second_hash(m, job->mask);
        if (__builtin_expect(passed != 0, 0)) {
            for (uint32_t k = 0; k < WAYS; k++) {
                if (passed >> k & 1) mos_add_hit(hits, k, nonce);
            }
        }
        done++;
    }
    return done;
}

#endif
