/* A match of the search as sentences. */
#ifndef REQSIG_EXPLANATION_H
#define REQSIG_EXPLANATION_H

#include "diagnose/diagnose.h"
#include "diagnose/search.h"
#include "vectors/vector_set.h"

/* In the arena. With a right message the sentence says where the one that was signed differs from it. */
struct explanation explanation_of_match(struct arena *arena, const struct evidence *evidence,
                                        const struct match *match, const reqsig_slice *right_message);

/* The signature is right, and verifying rejects the request all the same: the field at fault. */
struct explanation explanation_of_fault(struct arena *arena, const struct evidence *evidence,
                                        const reqsig_verdict *verdict);

/* time_explanation.c */
/* Another time was signed than was sent. */
struct explanation explanation_of_time(struct arena *arena, const struct evidence *evidence,
                                       const struct match *match);

/* The signature is right, and the timestamp not written as the scheme writes it: adds each mistake that
 * writes it so. Nothing if there is no timestamp, or none that can be read in any form. */
void explain_time_form(struct arena *arena, const struct evidence *evidence, struct diagnosis *diagnosis);

/* sent_credentials.c: of a signature that nothing explains. Where the request has other public credentials
 * than the file: an explanation if they make the signature right, else a hint. False if they are the same. */
bool explain_sent_credentials(struct arena *arena, const struct evidence *evidence,
                              struct diagnosis *diagnosis);

/* sent_day.c: of a signature that nothing explains. Where a header has another day than the timestamp, an
 * explanation if it makes the signature right; false if it does not. */
bool explain_sent_day(struct arena *arena, const struct evidence *evidence, struct diagnosis *diagnosis);

/* Adds which day that is, if there is one. */
void sent_day_add(struct arena *arena, const struct evidence *evidence, struct text *sentence);

/* The text in the arena; frees it. */
const char *explanation_keep(struct arena *arena, struct text *text);

/* The document's words on what the mistake changes, or NULL. */
const char *clause_of(const reqsig_scheme *recipe, const rs_header_rule *signature,
                      const struct mistake *mistake);

/* What to do about a mistake of that name, a sentence; NULL if there is no advice. */
const char *advice_for(const char *name);

/* What may be wrong where no search can prove it, as sentences. verdict is that of verifying, or NULL if it
 * can't be verified. */
void hints_add(struct arena *arena, const struct evidence *evidence, const reqsig_verdict *verdict,
               struct diagnosis *diagnosis);

/* capture_hints.c */
void hints_of_capture(struct arena *arena, const struct evidence *evidence, struct diagnosis *diagnosis);

/* missing_headers.c */
void hints_of_missing_headers(struct arena *arena, const struct evidence *evidence,
                              struct diagnosis *diagnosis);

/* The unit of the timestamp or of --now, if it is not the one that is due; false if it is. */
bool hint_of_unit(struct arena *arena, const struct evidence *evidence, struct diagnosis *diagnosis);

/* The unit, the zone and the age of the timestamp, if they are unlikely. */
void hints_of_time(struct arena *arena, const struct evidence *evidence, const reqsig_verdict *verdict,
                   struct diagnosis *diagnosis);

/* The message that the signer made, without the LF or CR LF that an editor put at its end. */
reqsig_slice own_message_without_line_end(reqsig_slice own);

/* Whether what stands in these messages may be shown. */
bool own_message_can_be_shown(const struct evidence *evidence, reqsig_slice right, reqsig_slice other);

/* Adds where the signer's message differs first, in which part, and how; or that it does not differ. */
void own_message_compare(struct arena *arena, const struct evidence *evidence, reqsig_slice right,
                         reqsig_slice own, struct text *sentence);

/* The same of a part of which the message has the digest alone; false if the signer's text is not that part.
 */
bool own_part_compare(const struct evidence *evidence, reqsig_slice message, const struct digested_part *part,
                      reqsig_slice own, struct text *sentence);

/* The id, the set's, of a vector on which two explanations differ that this request can't tell apart; NULL if
 * there is none. */
const char *telling_vector(const struct vector_set *set, const reqsig_scheme *scheme,
                           const struct match *first, const struct match *second);

#endif
