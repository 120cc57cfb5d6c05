/*
 * SHA-256d nonce scan: what all kernels share. SHA-256 as in FIPS 180-4; block header as Bitcoin hashes it
 * (80 bytes = 64 bytes that a midstate covers + 16 bytes: end of the merkle root, nTime, nBits, nonce).
 *
 * Word order: every word here is big-endian-decoded, as SHA-256 reads its message. A "nonce word" is therefore the
 * byte-swapped nonce of the header.
 */
#ifndef MOSHASH_H
#define MOSHASH_H

#include <stdint.h>

#define MOS_API __attribute__((visibility("default")))
#define MOS_INLINE static inline __attribute__((always_inline))

enum { MOS_MIDSTATES = 4, MOS_STATE_WORDS = 8, MOS_TAIL_WORDS = 3, MOS_ROUNDS = 64 };

/* Layout known to NativeKernel.java: 36 words, no padding. */
struct mos_job {
    uint32_t midstate[MOS_MIDSTATES][MOS_STATE_WORDS];
    uint32_t tail[MOS_TAIL_WORDS]; /* message words 0..2 of the second block */
    uint32_t mask;                 /* a hash is a candidate when (last state word & mask) == 0 */
};

/* Layout known to NativeKernel.java: two words, then pairs (midstate index, nonce word). Capacity counts pairs. */
struct mos_hits {
    int32_t size;
    int32_t capacity;
    struct {
        uint32_t midstate;
        uint32_t nonce_word;
    } at[];
};

/*
 * Each kernel scans nonce words first, first+1, ... (modulo 2^32), at most count of them, and returns how many it has
 * scanned: less than count when the next step might not fit into the free places of hits.
 */
typedef int32_t mos_scan(const struct mos_job *job, uint32_t first, int32_t count, struct mos_hits *hits);

MOS_INLINE void mos_add_hit(struct mos_hits *hits, uint32_t midstate, uint32_t nonce_word) {
    hits->at[hits->size].midstate = midstate;
    hits->at[hits->size].nonce_word = nonce_word;
    hits->size++;
}

/* FIPS 180-4 section 5.3.3. */
static const uint32_t MOS_IV[MOS_STATE_WORDS] = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
};

/* FIPS 180-4 section 4.2.2. */
static const uint32_t MOS_K[MOS_ROUNDS] __attribute__((aligned(64))) = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

/* Padding of both messages (FIPS 180-4 section 5.1.1): 80 bytes leave W4 = 1 bit, W15 = 640; 32 bytes W8, W15 = 256. */
#define MOS_PAD_BIT 0x80000000u
#define MOS_HEADER_BITS 640u
#define MOS_DIGEST_BITS 256u

MOS_INLINE uint32_t mos_rotr(uint32_t x, unsigned n) { return x >> n | x << (32 - n); }
MOS_INLINE uint32_t mos_big_s0(uint32_t x) { return mos_rotr(x, 2) ^ mos_rotr(x, 13) ^ mos_rotr(x, 22); }
MOS_INLINE uint32_t mos_big_s1(uint32_t x) { return mos_rotr(x, 6) ^ mos_rotr(x, 11) ^ mos_rotr(x, 25); }
MOS_INLINE uint32_t mos_small_s0(uint32_t x) { return mos_rotr(x, 7) ^ mos_rotr(x, 18) ^ x >> 3; }
MOS_INLINE uint32_t mos_small_s1(uint32_t x) { return mos_rotr(x, 17) ^ mos_rotr(x, 19) ^ x >> 10; }

/* Rounds 0 .. rounds-1 of one job's second block: they do not depend on the nonce as long as rounds <= 3. */
MOS_INLINE void mos_first_rounds(const struct mos_job *job, int midstate, int rounds, uint32_t s[MOS_STATE_WORDS]) {
    for (int i = 0; i < MOS_STATE_WORDS; i++) s[i] = job->midstate[midstate][i];
    for (int i = 0; i < rounds; i++) {
        uint32_t t1 = s[7] + mos_big_s1(s[4]) + ((s[4] & s[5]) ^ (~s[4] & s[6])) + MOS_K[i] + job->tail[i];
        uint32_t t2 = mos_big_s0(s[0]) + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
        for (int k = MOS_STATE_WORDS - 1; k > 0; k--) s[k] = s[k - 1];
        s[4] += t1;
        s[0] = t1 + t2;
    }
}

/* Schedule words 16 and 17 of the second block do not depend on the nonce either. */
MOS_INLINE uint32_t mos_word16(const struct mos_job *job) { return mos_small_s0(job->tail[1]) + job->tail[0]; }
MOS_INLINE uint32_t mos_word17(const struct mos_job *job) {
    return mos_small_s1(MOS_HEADER_BITS) + mos_small_s0(job->tail[2]) + job->tail[1];
}

#endif
