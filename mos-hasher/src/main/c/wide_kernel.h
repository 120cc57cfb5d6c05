/*
 * The kernel for machines whose vectors hold one 32-bit word of V_LANES hashes. The including file defines the vector
 * type V and V_LANES, V_SET1, V_IOTA, V_ADD, V_ROTR, V_SHR, V_XOR3, V_CH, V_MAJ, V_ZERO_MASK(x, mask) (bit i set
 * when (lane i & mask) == 0), V_TARGET (function attribute) and V_NAME(suffix).
 *
 * Everything that does not depend on the nonce is a broadcast which the compiler hoists out of the loop: the sums
 * below are bracketed so that such terms meet first.
 */
#define BIG_S0(x) V_XOR3(V_ROTR(x, 2), V_ROTR(x, 13), V_ROTR(x, 22))
#define BIG_S1(x) V_XOR3(V_ROTR(x, 6), V_ROTR(x, 11), V_ROTR(x, 25))
#define SMALL_S0(x) V_XOR3(V_ROTR(x, 7), V_ROTR(x, 18), V_SHR(x, 3))
#define SMALL_S1(x) V_XOR3(V_ROTR(x, 17), V_ROTR(x, 19), V_SHR(x, 10))

/* T1 of a round: h + (K + W) first, since both are invariant in the rounds that follow the midstate. */
#define T1(e, f, g, h, kw) V_ADD(V_ADD(h, kw), V_ADD(BIG_S1(e), V_CH(e, f, g)))
#define ROUND(a, b, c, d, e, f, g, h, kw)                 \
    do {                                                  \
        V t1_ = T1(e, f, g, h, kw);                       \
        d = V_ADD(d, t1_);                                \
        h = V_ADD(t1_, V_ADD(BIG_S0(a), V_MAJ(a, b, c))); \
    } while (0)
/* A round whose new a nobody reads. */
#define ROUND_E(d, e, f, g, h, kw) d = V_ADD(d, T1(e, f, g, h, kw))
#define EIGHT_ROUNDS(KW, i)                     \
    ROUND(a, b, c, d, e, f, g, h, KW((i) + 0)); \
    ROUND(h, a, b, c, d, e, f, g, KW((i) + 1)); \
    ROUND(g, h, a, b, c, d, e, f, KW((i) + 2)); \
    ROUND(f, g, h, a, b, c, d, e, KW((i) + 3)); \
    ROUND(e, f, g, h, a, b, c, d, KW((i) + 4)); \
    ROUND(d, e, f, g, h, a, b, c, KW((i) + 5)); \
    ROUND(c, d, e, f, g, h, a, b, KW((i) + 6)); \
    ROUND(b, c, d, e, f, g, h, a, KW((i) + 7))

/* Schedule word i (16 places reused); the zero words of the padding are left out by the callers' own lines. */
#define EXTEND(i)                                                             \
    w[(i) & 15] = V_ADD(V_ADD(SMALL_S1(w[((i)-2) & 15]), w[((i)-7) & 15]), \
                        V_ADD(SMALL_S0(w[((i)-15) & 15]), w[(i) & 15]))
#define K_PLUS_W(i) V_ADD(w[(i) & 15], V_SET1(MOS_K[i]))
#define EXTENDED(i) (EXTEND(i), K_PLUS_W(i))
#define K_ONLY(i) V_SET1(MOS_K[i])

/* W18..W32 of the header's second block, whose padding makes most terms vanish. */
V_TARGET MOS_INLINE void V_NAME(header_words)(const struct mos_job *job, V nonce, V w[16]) {
    V w16 = V_SET1(mos_word16(job)), w17 = V_SET1(mos_word17(job));
    V w18 = V_ADD(SMALL_S0(nonce), V_SET1(mos_small_s1(mos_word16(job)) + job->tail[2]));
    V w19 = V_ADD(nonce, V_SET1(mos_small_s1(mos_word17(job)) + mos_small_s0(MOS_PAD_BIT)));
    V w20 = V_ADD(SMALL_S1(w18), V_SET1(MOS_PAD_BIT));
    V w21 = SMALL_S1(w19);
    V w22 = V_ADD(SMALL_S1(w20), V_SET1(MOS_HEADER_BITS));
    V w23 = V_ADD(SMALL_S1(w21), w16);
    V w24 = V_ADD(SMALL_S1(w22), w17);
    V w25 = V_ADD(SMALL_S1(w23), w18);
    V w26 = V_ADD(SMALL_S1(w24), w19);
    V w27 = V_ADD(SMALL_S1(w25), w20);
    V w28 = V_ADD(SMALL_S1(w26), w21);
    V w29 = V_ADD(SMALL_S1(w27), w22);
    V w30 = V_ADD(SMALL_S1(w28), V_ADD(w23, V_SET1(mos_small_s0(MOS_HEADER_BITS))));
    V w31 = V_ADD(SMALL_S1(w29), V_ADD(w24, V_SET1(mos_small_s0(mos_word16(job)) + MOS_HEADER_BITS)));
    w[0] = w16, w[1] = w17, w[2] = w18, w[3] = w19, w[4] = w20, w[5] = w21, w[6] = w22, w[7] = w23;
    w[8] = w24, w[9] = w25, w[10] = w26, w[11] = w27, w[12] = w28, w[13] = w29, w[14] = w30, w[15] = w31;
}

/* K + W of rounds 3..15: only the nonce, the padding bit and the length are not zero. */
#define HEADER_KW(i)                                                  \
    ((i) == 3    ? V_ADD(nonce, V_SET1(MOS_K[3]))                     \
     : (i) == 4  ? V_SET1(MOS_K[4] + MOS_PAD_BIT)                     \
     : (i) == 15 ? V_SET1(MOS_K[15] + MOS_HEADER_BITS)                \
                 : V_SET1(MOS_K[i]))

/* Registers a..h as they stand before round 3, rotated so that EIGHT_ROUNDS can go on at round 8. */
#define LOAD_STATE(s)                                                                           \
    V f = V_SET1((s)[0]), g = V_SET1((s)[1]), h = V_SET1((s)[2]), a = V_SET1((s)[3]);           \
    V b = V_SET1((s)[4]), c = V_SET1((s)[5]), d = V_SET1((s)[6]), e = V_SET1((s)[7])
#define ROUND_3(s)                                                                              \
    do {                                                                                        \
        uint32_t t1_ = (s)[7] + mos_big_s1((s)[4]) + (((s)[4] & (s)[5]) ^ (~(s)[4] & (s)[6]));  \
        uint32_t t2_ = mos_big_s0((s)[0]) +                                                     \
                       (((s)[0] & (s)[1]) ^ ((s)[0] & (s)[2]) ^ ((s)[1] & (s)[2]));             \
        a = V_ADD(nonce, V_SET1((s)[3] + t1_ + MOS_K[3]));                                      \
        e = V_ADD(nonce, V_SET1(t1_ + MOS_K[3] + t2_));                                         \
    } while (0)
#define ROUNDS_4_TO_7(KW)                   \
    ROUND(e, f, g, h, a, b, c, d, KW(4));   \
    ROUND(d, e, f, g, h, a, b, c, KW(5));   \
    ROUND(c, d, e, f, g, h, a, b, KW(6));   \
    ROUND(b, c, d, e, f, g, h, a, KW(7))

#define DIGEST_KW(i) ((i) == 8 ? V_SET1(MOS_K[8] + MOS_PAD_BIT) : (i) == 15 ? V_SET1(MOS_K[15] + MOS_DIGEST_BITS) : V_SET1(MOS_K[i]))

/* Second SHA-256, over the first one's digest, up to the round that settles the last word of the hash. */
V_TARGET MOS_INLINE V V_NAME(last_word)(V w[16]) {
    V a = V_SET1(MOS_IV[0]), b = V_SET1(MOS_IV[1]), c = V_SET1(MOS_IV[2]), d = V_SET1(MOS_IV[3]);
    V e = V_SET1(MOS_IV[4]), f = V_SET1(MOS_IV[5]), g = V_SET1(MOS_IV[6]), h = V_SET1(MOS_IV[7]);
    /* Round 0 starts from constants: one addition each. */
    const uint32_t t1 = MOS_IV[7] + mos_big_s1(MOS_IV[4]) + ((MOS_IV[4] & MOS_IV[5]) ^ (~MOS_IV[4] & MOS_IV[6])) + MOS_K[0];
    const uint32_t t2 = mos_big_s0(MOS_IV[0]) +
                        ((MOS_IV[0] & MOS_IV[1]) ^ (MOS_IV[0] & MOS_IV[2]) ^ (MOS_IV[1] & MOS_IV[2]));
    d = V_ADD(w[0], V_SET1(MOS_IV[3] + t1));
    h = V_ADD(w[0], V_SET1(t1 + t2));
    ROUND(h, a, b, c, d, e, f, g, K_PLUS_W(1));
    ROUND(g, h, a, b, c, d, e, f, K_PLUS_W(2));
    ROUND(f, g, h, a, b, c, d, e, K_PLUS_W(3));
    ROUND(e, f, g, h, a, b, c, d, K_PLUS_W(4));
    ROUND(d, e, f, g, h, a, b, c, K_PLUS_W(5));
    ROUND(c, d, e, f, g, h, a, b, K_PLUS_W(6));
    ROUND(b, c, d, e, f, g, h, a, K_PLUS_W(7));
    EIGHT_ROUNDS(DIGEST_KW, 8);
    w[0] = V_ADD(SMALL_S0(w[1]), w[0]);
    w[1] = V_ADD(V_ADD(SMALL_S0(w[2]), w[1]), V_SET1(mos_small_s1(MOS_DIGEST_BITS)));
    w[2] = V_ADD(SMALL_S1(w[0]), V_ADD(SMALL_S0(w[3]), w[2]));
    w[3] = V_ADD(SMALL_S1(w[1]), V_ADD(SMALL_S0(w[4]), w[3]));
    w[4] = V_ADD(SMALL_S1(w[2]), V_ADD(SMALL_S0(w[5]), w[4]));
    w[5] = V_ADD(SMALL_S1(w[3]), V_ADD(SMALL_S0(w[6]), w[5]));
    w[6] = V_ADD(V_ADD(SMALL_S1(w[4]), V_SET1(MOS_DIGEST_BITS)), V_ADD(SMALL_S0(w[7]), w[6]));
    w[7] = V_ADD(V_ADD(SMALL_S1(w[5]), w[0]), V_ADD(V_SET1(mos_small_s0(MOS_PAD_BIT)), w[7]));
    w[8] = V_ADD(V_ADD(SMALL_S1(w[6]), w[1]), V_SET1(MOS_PAD_BIT));
    w[9] = V_ADD(SMALL_S1(w[7]), w[2]);
    w[10] = V_ADD(SMALL_S1(w[8]), w[3]);
    w[11] = V_ADD(SMALL_S1(w[9]), w[4]);
    w[12] = V_ADD(SMALL_S1(w[10]), w[5]);
    w[13] = V_ADD(SMALL_S1(w[11]), w[6]);
    w[14] = V_ADD(V_ADD(SMALL_S1(w[12]), w[7]), V_SET1(mos_small_s0(MOS_DIGEST_BITS)));
    w[15] = V_ADD(V_ADD(SMALL_S1(w[13]), w[8]), V_ADD(SMALL_S0(w[0]), V_SET1(MOS_DIGEST_BITS)));
    EIGHT_ROUNDS(K_PLUS_W, 16);
    EIGHT_ROUNDS(K_PLUS_W, 24);
    EIGHT_ROUNDS(EXTENDED, 32);
    EIGHT_ROUNDS(EXTENDED, 40);
    EIGHT_ROUNDS(EXTENDED, 48);
    ROUND(a, b, c, d, e, f, g, h, EXTENDED(56));
    ROUND_E(c, d, e, f, g, EXTENDED(57));
    ROUND_E(b, c, d, e, f, EXTENDED(58));
    ROUND_E(a, b, c, d, e, EXTENDED(59));
    /* Round 60: its new e is the last word. */
    return V_ADD(V_ADD(h, V_SET1(MOS_IV[7])), T1(a, b, c, d, EXTENDED(60)));
}

/* The digest of the first SHA-256 becomes the message of the second. */
#define STORE_DIGEST(w, mid)                                                           \
    w[0] = V_ADD(a, V_SET1((mid)[0])), w[1] = V_ADD(b, V_SET1((mid)[1]));              \
    w[2] = V_ADD(c, V_SET1((mid)[2])), w[3] = V_ADD(d, V_SET1((mid)[3]));              \
    w[4] = V_ADD(e, V_SET1((mid)[4])), w[5] = V_ADD(f, V_SET1((mid)[5]));              \
    w[6] = V_ADD(g, V_SET1((mid)[6])), w[7] = V_ADD(h, V_SET1((mid)[7]))

MOS_INLINE void V_NAME(add_hits)(struct mos_hits *hits, uint32_t lanes, uint32_t midstate, uint32_t first) {
    for (; lanes; lanes &= lanes - 1) mos_add_hit(hits, midstate, first + (uint32_t)__builtin_ctz(lanes));
}

/* Lanes behind the end of the range are computed and forgotten. */
MOS_INLINE uint32_t V_NAME(valid_lanes)(int32_t left) {
    return left >= V_LANES ? (uint32_t)((UINT64_C(1) << V_LANES) - 1) : (UINT32_C(1) << left) - 1;
}

V_TARGET MOS_INLINE int32_t V_NAME(scan_one)(const struct mos_job *job, uint32_t first, int32_t count, struct mos_hits *hits) {
    uint32_t s[MOS_STATE_WORDS];
    mos_first_rounds(job, 0, 3, s);
    int32_t done = 0;
    while (done < count && hits->size + V_LANES <= hits->capacity) {
        V w[16];
        V nonce = V_ADD(V_SET1(first + (uint32_t)done), V_IOTA);
        V_NAME(header_words)(job, nonce, w);
        LOAD_STATE(s);
        ROUND_3(s);
        ROUNDS_4_TO_7(HEADER_KW);
        EIGHT_ROUNDS(HEADER_KW, 8);
        EIGHT_ROUNDS(K_PLUS_W, 16);
        EIGHT_ROUNDS(K_PLUS_W, 24);
        EIGHT_ROUNDS(EXTENDED, 32);
        EIGHT_ROUNDS(EXTENDED, 40);
        EIGHT_ROUNDS(EXTENDED, 48);
        EIGHT_ROUNDS(EXTENDED, 56);
        STORE_DIGEST(w, job->midstate[0]);
        uint32_t zero = V_ZERO_MASK(V_NAME(last_word)(w), V_SET1(job->mask)) & V_NAME(valid_lanes)(count - done);
        if (__builtin_expect(zero != 0, 0)) V_NAME(add_hits)(hits, zero, 0, first + (uint32_t)done);
        done += V_LANES;
    }
    return done < count ? done : count;
}

#define STORED_KW(i) kw[(i)-16]

/* One schedule for four midstates: version rolling changes only the midstate. */
V_TARGET MOS_INLINE int32_t V_NAME(scan_four)(const struct mos_job *job, uint32_t first, int32_t count, struct mos_hits *hits) {
    uint32_t s[MOS_MIDSTATES][MOS_STATE_WORDS];
    for (int m = 0; m < MOS_MIDSTATES; m++) mos_first_rounds(job, m, 3, s[m]);
    int32_t done = 0;
    while (done < count && hits->size + V_LANES * MOS_MIDSTATES <= hits->capacity) {
        V w[16], kw[48];
        V nonce = V_ADD(V_SET1(first + (uint32_t)done), V_IOTA);
        V_NAME(header_words)(job, nonce, w);
#pragma GCC unroll 16
        for (int i = 16; i < 32; i++) kw[i - 16] = K_PLUS_W(i);
#pragma GCC unroll 32
        for (int i = 32; i < 64; i++) kw[i - 16] = EXTENDED(i);
#pragma GCC unroll 1
        for (uint32_t m = 0; m < MOS_MIDSTATES; m++) {
            LOAD_STATE(s[m]);
            ROUND_3(s[m]);
            ROUNDS_4_TO_7(HEADER_KW);
            EIGHT_ROUNDS(HEADER_KW, 8);
            EIGHT_ROUNDS(STORED_KW, 16);
            EIGHT_ROUNDS(STORED_KW, 24);
            EIGHT_ROUNDS(STORED_KW, 32);
            EIGHT_ROUNDS(STORED_KW, 40);
            EIGHT_ROUNDS(STORED_KW, 48);
            EIGHT_ROUNDS(STORED_KW, 56);
            STORE_DIGEST(w, job->midstate[m]);
            uint32_t zero = V_ZERO_MASK(V_NAME(last_word)(w), V_SET1(job->mask)) & V_NAME(valid_lanes)(count - done);
            if (__builtin_expect(zero != 0, 0)) V_NAME(add_hits)(hits, zero, m, first + (uint32_t)done);
        }
        done += V_LANES;
    }
    return done < count ? done : count;
}
