/*
 * Preloaded into the emulated Java, this makes the processor look like that of a Raspberry Pi 3 or 4. Their
 * Cortex-A53 and A72 are built without the cryptography extension, which the emulated ones always have:
 * programs that ask the C library for the processor's features are told that it is missing.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/auxv.h>

typedef unsigned long (*lookup)(unsigned long);

unsigned long getauxval(unsigned long type)
{
    static lookup real;

    if (real == 0)
        real = (lookup)dlsym(RTLD_NEXT, "getauxval");
    if (type != AT_HWCAP)
        return real(type);
    return real(type) & ~(unsigned long)(HWCAP_AES | HWCAP_PMULL | HWCAP_SHA1 | HWCAP_SHA2);
}
