/*
 * An allocator for cJSON, which is the system's and no sanitizer looks into: each block is as long as was
 * asked for, what a write behind it changes is looked at when it is given back, and neither a new block nor
 * one that was given back holds anything that could be taken for a value.
 */
#ifndef REQSIG_FUZZ_CJSON_HEAP_H
#define REQSIG_FUZZ_CJSON_HEAP_H

#include <stddef.h>

/* From now on cJSON has no other allocator. */
void cjson_heap_begin(void);

/* Blocks that cJSON has not given back. */
size_t cjson_heap_num_blocks(void);

#endif
