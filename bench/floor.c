/* The floor under the draw's speed: SHA-256 by the processor's own instructions (SHA-NI), no checks, no tie-breaks.
   Only the benches compile and call this; nothing of the product does. */
#include <immintrin.h>
#include <stdint.h>
#include <string.h>

static const uint32_t K[64] __attribute__((aligned(16))) = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static const uint32_t START[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                  0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

static void compress(uint32_t state[8], const uint8_t *block) {
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0bULL, 0x0405060700010203ULL);
    __m128i low = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)state), 0xB1);
    __m128i high = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(state + 4)), 0x1B);
    __m128i abef = _mm_alignr_epi8(low, high, 8), cdgh = _mm_blend_epi16(high, low, 0xF0);
    const __m128i abef0 = abef, cdgh0 = cdgh;
    __m128i w[4];
    for (int i = 0; i < 4; i++)
        w[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(block + 16 * i)), swap);
    for (int i = 0; i < 16; i++) {
        __m128i now = w[i & 3];
        if (i >= 4) {
            __m128i earlier = _mm_alignr_epi8(w[(i + 3) & 3], w[(i + 2) & 3], 4);
            now = _mm_add_epi32(_mm_sha256msg1_epu32(w[i & 3], w[(i + 1) & 3]), earlier);
            now = _mm_sha256msg2_epu32(now, w[(i + 3) & 3]);
            w[i & 3] = now;
        }
        __m128i sum = _mm_add_epi32(now, _mm_load_si128((const __m128i *)(K + 4 * i)));
        cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
        abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0E));
    }
    abef = _mm_add_epi32(abef, abef0);
    cdgh = _mm_add_epi32(cdgh, cdgh0);
    low = _mm_shuffle_epi32(abef, 0x1B);
    high = _mm_shuffle_epi32(cdgh, 0xB1);
    _mm_storeu_si128((__m128i *)state, _mm_blend_epi16(low, high, 0xF0));
    _mm_storeu_si128((__m128i *)(state + 4), _mm_alignr_epi8(high, low, 8));
}

static void hash(const uint8_t *blocks, int n_blocks, uint8_t *out) {
    uint32_t state[8];
    memcpy(state, START, sizeof state);
    for (int i = 0; i < n_blocks; i++) compress(state, blocks + 64 * i);
    for (int i = 0; i < 8; i++) {
        uint32_t word = __builtin_bswap32(state[i]);
        memcpy(out + 4 * i, &word, 4);
    }
}

/* (band << 60) + the first 60 bits of the score of tickets from `first` on, weight one */
void floor_keys(const char *seed, int64_t first, int64_t n, const uint8_t *bands, uint64_t *keys) {
    uint8_t block[64] = {0}, digest[32];
    memcpy(block, seed, 40);
    memcpy(block + 40, "-0-", 3);
    block[55] = 0x80;
    block[62] = 1;
    block[63] = 0xb8;
    for (int64_t i = 0; i < n; i++) {
        int64_t ticket = first + i;
        for (int d = 54; d >= 43; d--, ticket /= 10) block[d] = (uint8_t)('0' + ticket % 10);
        hash(block, 1, digest);
        uint64_t top;
        memcpy(&top, digest, 8);
        keys[i] = (__builtin_bswap64(top) >> 4) | ((uint64_t)bands[i] << 60);
    }
}

/* leaves and every level above them, one after the other; returns how many nodes were written */
int64_t floor_tree(const uint8_t *lines, int64_t width, int64_t n, uint8_t *nodes) {
    uint8_t message[256] = {0};
    int length = (int)width, n_blocks = (length + 9 + 63) / 64;
    message[length] = 0x80;
    message[64 * n_blocks - 2] = (uint8_t)((length * 8) >> 8);
    message[64 * n_blocks - 1] = (uint8_t)(length * 8);
    for (int64_t i = 0; i < n; i++) {
        memcpy(message + 1, lines + i * width, (size_t)(width - 1));
        hash(message, n_blocks, nodes + 32 * i);
    }
    uint8_t pair[128] = {1};
    pair[65] = 0x80;
    pair[126] = 2;
    pair[127] = 8;
    int64_t from = 0, total = n;
    while (n > 1) {
        for (int64_t i = 0; i < n / 2; i++) {
            memcpy(pair + 1, nodes + 32 * (from + 2 * i), 64);
            hash(pair, 2, nodes + 32 * (total + i));
        }
        if (n & 1) memcpy(nodes + 32 * (total + n / 2), nodes + 32 * (from + n - 1), 32);
        from = total;
        n = n / 2 + (n & 1);
        total += n;
    }
    return total;
}
