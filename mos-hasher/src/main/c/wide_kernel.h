/*
 * The kernel for machines whose vectors hold one 32-bit word of V_LANES hashes. The including file defines the vector
 * type V and V_LANES, V_SET1, V_IOTA, V_ADD, V_ROTR, V_SHR, V_XOR3, V_CH, V_MAJ, V_ZERO_MASK(x, mask) (bit i set
 * when (lane i & mask) == 0), V_TARGET (function attribute) and V_NAME(suffix).
 *
 * Schedules go to memory, K added, and two chains of rounds take them from there side by side: one chain alone waits
 * for its own results a quarter of the time, and both together fit 32 registers (docs/bench/hasher.md).
 */
#define BIG_S0(x) V_XOR3(V_ROTR(x, 2), V_ROTR(x, 13), V_ROTR(x, 22))
#define BIG_S1(x) V_XOR3(V_ROTR(x, 6), V_ROTR(x, 11), V_ROTR(x, 25))
#define SMALL_S0(x) V_XOR3(V_ROTR(x, 7), V_ROTR(x, 18), V_SHR(x, 3))
#define SMALL_S1(x) V_XOR3(V_ROTR(x, 17), V_ROTR(x, 19), V_SHR(x, 10))

#define FOR_CHAINS _Pragma("GCC unroll 2") for (int c = 0; c < V_CHAINS; c++)
#define FOR_EIGHT _Pragma("GCC unroll 8") for (int j = 0; j < 8; j++)
enum { V_CHAINS = 2 };

/* Registers do not move from round to round; their roles do. */
#define ROLE(r, i) s[c][((r) - (i)) & 7]
#define T1(i, kw) V_ADD(V_ADD(V_ADD(ROLE(7, i), kw), V_CH(ROLE(4, i), ROLE(5, i), ROLE(6, i))), BIG_S1(ROLE(4, i)))
#define ROUND(i, kw)                                                                                        \
    do {                                                                                                    \
        V t1_ = T1(i, kw);                                                                                  \
        ROLE(3, i) = V_ADD(ROLE(3, i), t1_);                                                                \
        ROLE(7, i) = V_ADD(t1_, V_ADD(BIG_S0(ROLE(0, i)), V_MAJ(ROLE(0, i), ROLE(1, i), ROLE(2, i))));      \
    } while (0)
/* A round whose new a nobody reads. */
#define ROUND_E(i, kw) ROLE(3, i) = V_ADD(ROLE(3, i), T1(i, kw))

/* Schedule word i in a ring of 16, and K + W where the rounds take it. */
#define WORD(i, value) (w[(i) & 15] = (value), kw[i] = V_ADD(w[(i) & 15], V_SET1(MOS_K[i])))
#define W(i) w[(i) & 15]
#define EXTEND(i) WORD(i, V_ADD(V_ADD(SMALL_S1(W((i)-2)), W((i)-7)), V_ADD(SMALL_S0(W((i)-15)), W(i))))

/* Rounds 4 to 63 of the header's second block. The padding makes most terms of W18..W31 vanish. */
V_TARGET MOS_INLINE void V_NAME(header_schedule)(const struct mos_job *job, V nonce, V kw[MOS_ROUNDS]) {
    const uint32_t w16 = mos_word16(job), w17 = mos_word17(job);
    V w[16];
#pragma GCC unroll 16
    for (int i = 4; i < 16; i++) kw[i] = V_SET1(MOS_K[i] + (i == 4 ? MOS_PAD_BIT : i == 15 ? MOS_HEADER_BITS : 0));
    WORD(16, V_SET1(w16));
    WORD(17, V_SET1(w17));
    WORD(18, V_ADD(SMALL_S0(nonce), V_SET1(mos_small_s1(w16) + job->tail[2])));
    WORD(19, V_ADD(nonce, V_SET1(mos_small_s1(w17) + mos_small_s0(MOS_PAD_BIT))));
    WORD(20, V_ADD(SMALL_S1(W(18)), V_SET1(MOS_PAD_BIT)));
    WORD(21, SMALL_S1(W(19)));
    WORD(22, V_ADD(SMALL_S1(W(20)), V_SET1(MOS_HEADER_BITS)));
#pragma GCC unroll 8
    for (int i = 23; i < 30; i++) WORD(i, V_ADD(SMALL_S1(W(i - 2)), W(i - 7)));
    WORD(30, V_ADD(SMALL_S1(W(28)), V_ADD(W(23), V_SET1(mos_small_s0(MOS_HEADER_BITS)))));
    WORD(31, V_ADD(SMALL_S1(W(29)), V_ADD(W(24), V_SET1(mos_small_s0(w16) + MOS_HEADER_BITS))));
#pragma GCC unroll 32
    for (int i = 32; i < 64; i++) EXTEND(i);
}

/* Rounds 0 to 60 of the second hash over the digest in w[0..7]: round 60 settles its last word. */
V_TARGET MOS_INLINE void V_NAME(digest_schedule)(V w[16], V kw[MOS_ROUNDS]) {
#pragma GCC unroll 8
    for (int i = 0; i < 8; i++) kw[i] = V_ADD(w[i], V_SET1(MOS_K[i]));
#pragma GCC unroll 8
    for (int i = 8; i < 16; i++) kw[i] = V_SET1(MOS_K[i] + (i == 8 ? MOS_PAD_BIT : i == 15 ? MOS_DIGEST_BITS : 0));
    WORD(16, V_ADD(SMALL_S0(W(1)), W(0)));
    WORD(17, V_ADD(V_ADD(SMALL_S0(W(2)), W(1)), V_SET1(mos_small_s1(MOS_DIGEST_BITS))));
#pragma GCC unroll 4
    for (int i = 18; i < 22; i++) WORD(i, V_ADD(SMALL_S1(W(i - 2)), V_ADD(SMALL_S0(W(i - 15)), W(i))));
    WORD(22, V_ADD(V_ADD(SMALL_S1(W(20)), V_SET1(MOS_DIGEST_BITS)), V_ADD(SMALL_S0(W(7)), W(6))));
    WORD(23, V_ADD(V_ADD(SMALL_S1(W(21)), W(16)), V_ADD(V_SET1(mos_small_s0(MOS_PAD_BIT)), W(7))));
    WORD(24, V_ADD(V_ADD(SMALL_S1(W(22)), W(17)), V_SET1(MOS_PAD_BIT)));
#pragma GCC unroll 8
    for (int i = 25; i < 30; i++) WORD(i, V_ADD(SMALL_S1(W(i - 2)), W(i - 7)));
    WORD(30, V_ADD(V_ADD(SMALL_S1(W(28)), W(23)), V_SET1(mos_small_s0(MOS_DIGEST_BITS))));
    WORD(31, V_ADD(V_ADD(SMALL_S1(W(29)), W(24)), V_ADD(SMALL_S0(W(16)), V_SET1(MOS_DIGEST_BITS))));
#pragma GCC unroll 32
    for (int i = 32; i < 61; i++) EXTEND(i);
}

/* One chain's header: the state after round 2, what round 3 makes of it but for the nonce, and the midstate. */
struct V_NAME(header) {
    uint32_t state[MOS_STATE_WORDS];
    uint32_t new_a;
    uint32_t new_e;
    const uint32_t *midstate;
};

MOS_INLINE void V_NAME(fix_header)(const struct mos_job *job, int midstate, struct V_NAME(header) *header) {
    uint32_t *s = header->state;
    mos_first_rounds(job, midstate, MOS_TAIL_WORDS, s);
    uint32_t t1 = s[7] + mos_big_s1(s[4]) + ((s[4] & s[5]) ^ (~s[4] & s[6])) + MOS_K[3];
    header->new_e = s[3] + t1;
    header->new_a = t1 + mos_big_s0(s[0]) + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
    header->midstate = job->midstate[midstate];
}

/* Scratch memory of one call. */
struct V_NAME(scratch) {
    V header_kw[V_CHAINS][MOS_ROUNDS];
    V digest_kw[V_CHAINS][MOS_ROUNDS];
};

/*
 * Two hashes from round 3 on, chain c with headers[c], nonces[c] and the schedule kw[c]. Bit i of the result: lane i of
 * chain 0 passes the mask; the lanes of chain 1 follow.
 */
V_TARGET MOS_INLINE uint32_t V_NAME(hash)(const struct V_NAME(header) *const headers[V_CHAINS],
                                          const V nonces[V_CHAINS], const V *const kw[V_CHAINS],
                                          struct V_NAME(scratch) *scratch, uint32_t mask) {
    V s[V_CHAINS][MOS_STATE_WORDS];
    /* Roles of round 4. */
    FOR_CHAINS {
        const uint32_t *fixed = headers[c]->state;
        ROLE(0, 4) = V_ADD(nonces[c], V_SET1(headers[c]->new_a));
        ROLE(1, 4) = V_SET1(fixed[0]), ROLE(2, 4) = V_SET1(fixed[1]), ROLE(3, 4) = V_SET1(fixed[2]);
        ROLE(4, 4) = V_ADD(nonces[c], V_SET1(headers[c]->new_e));
        ROLE(5, 4) = V_SET1(fixed[4]), ROLE(6, 4) = V_SET1(fixed[5]), ROLE(7, 4) = V_SET1(fixed[6]);
    }
#pragma GCC unroll 4
    for (int i = 4; i < 8; i++) FOR_CHAINS ROUND(i, kw[c][i]);
#pragma GCC unroll 1
    for (int i = 8; i < MOS_ROUNDS; i += 8) FOR_EIGHT FOR_CHAINS ROUND(j, kw[c][i + j]);
#pragma GCC unroll 1
    for (int c = 0; c < V_CHAINS; c++) {
        V w[16];
        FOR_EIGHT w[j] = V_ADD(s[c][j], V_SET1(headers[c]->midstate[j]));
        V_NAME(digest_schedule)(w, scratch->digest_kw[c]);
    }
    FOR_CHAINS FOR_EIGHT s[c][j] = V_SET1(MOS_IV[j]);
#pragma GCC unroll 1
    for (int i = 0; i < 56; i += 8) FOR_EIGHT FOR_CHAINS ROUND(j, scratch->digest_kw[c][i + j]);
    FOR_CHAINS ROUND(0, scratch->digest_kw[c][56]);
#pragma GCC unroll 3
    for (int i = 57; i < 60; i++) FOR_CHAINS ROUND_E(i, scratch->digest_kw[c][i]);
    uint32_t passed = 0;
    FOR_CHAINS {
        V last = V_ADD(V_ADD(ROLE(3, 60), V_SET1(MOS_IV[7])), T1(60, scratch->digest_kw[c][60]));
        passed |= V_ZERO_MASK(last, V_SET1(mask)) << (c * V_LANES);
    }
    return passed;
}

/* Lanes behind the end of the range are computed and forgotten. */
MOS_INLINE void V_NAME(add_hits)(struct mos_hits *hits, uint32_t lanes, uint32_t midstate, uint32_t first, int32_t left) {
    for (; lanes; lanes &= lanes - 1) {
        int32_t lane = __builtin_ctz(lanes);
        if (lane < left) mos_add_hit(hits, midstate, first + (uint32_t)lane);
    }
}

enum { V_LANE_BITS = (1 << V_LANES) - 1 };

V_TARGET MOS_INLINE int32_t V_NAME(scan_one)(const struct mos_job *job, uint32_t first, int32_t count, struct mos_hits *hits) {
    struct V_NAME(scratch) scratch;
    struct V_NAME(header) header;
    V_NAME(fix_header)(job, 0, &header);
    const struct V_NAME(header) *const headers[V_CHAINS] = {&header, &header};
    const V *const kw[V_CHAINS] = {scratch.header_kw[0], scratch.header_kw[1]};
    int32_t done = 0;
    while (done < count && hits->size + V_CHAINS * V_LANES <= hits->capacity) {
        V nonces[V_CHAINS];
        uint32_t word = first + (uint32_t)done;
        FOR_CHAINS nonces[c] = V_ADD(V_SET1(word + (uint32_t)c * V_LANES), V_IOTA);
#pragma GCC unroll 1
        for (int c = 0; c < V_CHAINS; c++) V_NAME(header_schedule)(job, nonces[c], scratch.header_kw[c]);
        uint32_t passed = V_NAME(hash)(headers, nonces, kw, &scratch, job->mask);
        if (__builtin_expect(passed != 0, 0)) {
            V_NAME(add_hits)(hits, passed & V_LANE_BITS, 0, word, count - done);
            V_NAME(add_hits)(hits, passed >> V_LANES, 0, word + V_LANES, count - done - V_LANES);
        }
        done += V_CHAINS * V_LANES;
    }
    return done < count ? done : count;
}

/* One schedule for four midstates: version rolling changes only the midstate. */
V_TARGET MOS_INLINE int32_t V_NAME(scan_four)(const struct mos_job *job, uint32_t first, int32_t count, struct mos_hits *hits) {
    struct V_NAME(scratch) scratch;
    struct V_NAME(header) header[MOS_MIDSTATES];
    for (int m = 0; m < MOS_MIDSTATES; m++) V_NAME(fix_header)(job, m, &header[m]);
    const V *const kw[V_CHAINS] = {scratch.header_kw[0], scratch.header_kw[0]};
    int32_t done = 0;
    while (done < count && hits->size + MOS_MIDSTATES * V_LANES <= hits->capacity) {
        uint32_t word = first + (uint32_t)done;
        const V nonce = V_ADD(V_SET1(word), V_IOTA);
        const V nonces[V_CHAINS] = {nonce, nonce};
        V_NAME(header_schedule)(job, nonce, scratch.header_kw[0]);
#pragma GCC unroll 1
        for (int m = 0; m < MOS_MIDSTATES; m += V_CHAINS) {
            const struct V_NAME(header) *const headers[V_CHAINS] = {&header[m], &header[m + 1]};
            uint32_t passed = V_NAME(hash)(headers, nonces, kw, &scratch, job->mask);
            if (__builtin_expect(passed != 0, 0)) {
                V_NAME(add_hits)(hits, passed & V_LANE_BITS, (uint32_t)m, word, count - done);
                V_NAME(add_hits)(hits, passed >> V_LANES, (uint32_t)m + 1, word, count - done);
            }
        }
        done += V_LANES;
    }
    return done < count ? done : count;
}
