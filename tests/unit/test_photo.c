/* test_photo.c: what a picture's file says of its maker and rights, in the ways that programs say it. */
#include "check.h"

#include "lib/photo.h"

#include <stdlib.h>
#include <string.h>

#define RDF_BEGIN                                                                                  \
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"                             \
    " xmlns:dc='http://purl.org/dc/elements/1.1/'"                                                 \
    " xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/'"                                        \
    " xmlns:xmpRights='http://ns.adobe.com/xap/1.0/rights/'"                                       \
    " xmlns:plus='http://ns.useplus.org/ldf/xmp/1.0/'"                                             \
    " xmlns:cc='http://creativecommons.org/ns#'"                                                   \
    " xmlns:Iptc4xmpCore='http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/'"                            \
    " xmlns:Iptc4xmpExt='http://iptc.org/std/Iptc4xmpExt/2008-02-29/'>"
#define RDF_END "</rdf:RDF>"
#define DESCRIBED(inner)                                                                           \
    RDF_BEGIN "<rdf:Description rdf:about=''>" inner "</rdf:Description>" RDF_END
#define SOURCE "http://cv.iptc.org/newscodes/digitalsourcetype/"

static const struct xmp_case {
    const char *packet;
    enum photo_property property;
    const char *value; /* NULL: none */
} xmp_cases[] = {
    {DESCRIBED("<photoshop:Credit>AFP</photoshop:Credit>"), PHOTO_CREDIT, "AFP"},
    {RDF_BEGIN "<rdf:Description photoshop:Credit=' A&amp;B '/>" RDF_END, PHOTO_CREDIT, "A&B"},
    {"<?xpacket begin='\xEF\xBB\xBF' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta "
     "xmlns:x='adobe:ns:meta/'>" DESCRIBED(
         "<photoshop:Credit>AFP</photoshop:Credit>") "</x:xmpmeta>\n   \n<?xpacket end='w'?>",
     PHOTO_CREDIT, "AFP"},
    {RDF_BEGIN "<rdf:Description/><rdf:Description photoshop:Credit='Second'/>" RDF_END,
     PHOTO_CREDIT, "Second"},
    {DESCRIBED("<photoshop:Credit><rdf:Description><rdf:value>AFP</rdf:value>"
               "<dc:note>no</dc:note></rdf:Description></photoshop:Credit>"),
     PHOTO_CREDIT, "AFP"},
    {DESCRIBED("<photoshop:Credit><![CDATA[A & B]]></photoshop:Credit>"), PHOTO_CREDIT, "A & B"},
    {DESCRIBED("<photoshop:Credit>one&#10;line&#x9;only</photoshop:Credit>"), PHOTO_CREDIT,
     "one line only"},
    {DESCRIBED("<photoshop:Credit>  </photoshop:Credit>"), PHOTO_CREDIT, NULL},
    {DESCRIBED("<dc:creator><rdf:Seq><rdf:li>Ann</rdf:li><rdf:li>Bo</rdf:li></rdf:Seq>"
               "</dc:creator>"),
     PHOTO_CREATOR, "Ann, Bo"},
    {DESCRIBED("<dc:creator><rdf:Bag><rdf:li>Ann</rdf:li></rdf:Bag></dc:creator>"), PHOTO_CREATOR,
     "Ann"},
    {DESCRIBED("<dc:creator>Ann</dc:creator>"), PHOTO_CREATOR, "Ann"},
    {DESCRIBED("<dc:rights><rdf:Alt><rdf:li xml:lang='de'>Rechte</rdf:li>"
               "<rdf:li xml:lang='x-default'>Rights</rdf:li></rdf:Alt></dc:rights>"),
     PHOTO_COPYRIGHT, "Rights"},
    {DESCRIBED("<dc:rights><rdf:Alt><rdf:li xml:lang='de'>Rechte</rdf:li></rdf:Alt></dc:rights>"),
     PHOTO_COPYRIGHT, "Rechte"},
    {DESCRIBED(
         "<xmpRights:WebStatement>https://example.org/a?b=1&amp;c=2</xmpRights:WebStatement>"),
     PHOTO_LICENSE, "https://example.org/a?b=1&c=2"},
    {DESCRIBED("<xmpRights:WebStatement rdf:resource='http://example.org/l'/>"), PHOTO_LICENSE,
     "http://example.org/l"},
    {DESCRIBED("<xmpRights:WebStatement>javascript:alert(1)</xmpRights:WebStatement>"),
     PHOTO_LICENSE, NULL},
    {DESCRIBED("<cc:license rdf:resource='https://creativecommons.org/licenses/by/4.0/'/>"),
     PHOTO_LICENSE, "https://creativecommons.org/licenses/by/4.0/"},
    {DESCRIBED("<plus:Licensor><rdf:Seq><rdf:li rdf:parseType='Resource'><plus:LicensorURL>"
               "https://example.org/buy</plus:LicensorURL></rdf:li></rdf:Seq></plus:Licensor>"),
     PHOTO_ACQUIRE, "https://example.org/buy"},
    {DESCRIBED("<plus:Licensor><rdf:Seq><rdf:li><rdf:Description plus:LicensorURL="
               "'https://example.org/buy'/></rdf:li></rdf:Seq></plus:Licensor>"),
     PHOTO_ACQUIRE, "https://example.org/buy"},
    {DESCRIBED("<Iptc4xmpExt:DigitalSourceType>" SOURCE
               "trainedAlgorithmicMedia</Iptc4xmpExt:DigitalSourceType>"),
     PHOTO_SOURCE, "trainedAlgorithmicMedia"},
    {DESCRIBED("<Iptc4xmpExt:DigitalSourceType rdf:resource='https://cv.iptc.org/newscodes/"
               "digitalsourcetype/digitalCapture'/>"),
     PHOTO_SOURCE, "digitalCapture"},
    {DESCRIBED("<Iptc4xmpExt:DigitalSourceType>digsrctype:print</Iptc4xmpExt:DigitalSourceType>"),
     PHOTO_SOURCE, "print"},
    {DESCRIBED("<Iptc4xmpExt:DigitalSourceType>a b</Iptc4xmpExt:DigitalSourceType>"), PHOTO_SOURCE,
     NULL},
    {DESCRIBED("<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>The quay.</rdf:li></rdf:Alt>"
               "</dc:description>"),
     PHOTO_CAPTION, "The quay."},
    {DESCRIBED("<dc:description>OLYMPUS DIGITAL CAMERA         </dc:description>"), PHOTO_CAPTION,
     NULL},
    {DESCRIBED("<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang='x-default'>Boats"
               "</rdf:li></rdf:Alt></Iptc4xmpCore:AltTextAccessibility>"),
     PHOTO_ALT, "Boats"},
    /* Other names spaces, other things, and what is no XMP at all. */
    {"<rdf:RDF xmlns:rdf='urn:x'><rdf:Description/></rdf:RDF>", PHOTO_CREDIT, NULL},
    {DESCRIBED("<photoshop:City>Ulm</photoshop:City>"), PHOTO_CREDIT, NULL},
    {"<rdf:RDF", PHOTO_CREDIT, NULL},
    {"", PHOTO_CREDIT, NULL},
    {"<!DOCTYPE x [<!ENTITY e 'AFP'>]>" DESCRIBED("<photoshop:Credit>&e;</photoshop:Credit>"),
     PHOTO_CREDIT, NULL},
    {"<!DOCTYPE x SYSTEM 'file:///etc/passwd'>" DESCRIBED(
         "<photoshop:Credit>AFP</photoshop:Credit>"),
     PHOTO_CREDIT, NULL},
    {"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>" DESCRIBED(
         "<photoshop:Credit>x&e;</photoshop:Credit>"),
     PHOTO_CREDIT, NULL},
};

static void every_way_of_saying_it_in_xmp_is_read(void **state)
{
    for (size_t i = 0; i < COUNT(xmp_cases); i++) {
        const struct xmp_case *c = &xmp_cases[i];
        struct photo p = {{NULL}};
        photo_read_xmp(*state, c->packet, strlen(c->packet), &p);
        if (c->value && !p.v[c->property])
            fail_msg("%s: nothing", c->packet);
        if (c->value)
            assert_string_equal(p.v[c->property], c->value);
        else if (p.v[c->property])
            fail_msg("%s: %s", c->packet, p.v[c->property]);
    }
}

static void a_packet_in_utf16_is_read_in_either_order(void **state)
{
    static const char packet[] = DESCRIBED("<photoshop:Credit>AFP</photoshop:Credit>");
    for (int big = 0; big < 2; big++) {
        char wide[2 * sizeof packet + 2];
        struct photo p = {{NULL}};
        memcpy(wide, big ? "\xFE\xFF" : "\xFF\xFE", 2);
        for (size_t i = 0; i < sizeof packet - 1; i++) {
            wide[2 + 2 * i + (big ? 1 : 0)] = packet[i];
            wide[2 + 2 * i + (big ? 0 : 1)] = '\0';
        }
        photo_read_xmp(*state, wide, 2 * (sizeof packet - 1) + 2, &p);
        assert_string_equal(p.v[PHOTO_CREDIT], "AFP");
    }
}

static void what_is_too_long_is_cut_between_characters(void **state)
{
    struct photo p = {{NULL}};
    char name[3001];
    for (size_t i = 0; i < 3000; i += 3)
        memcpy(name + i, "\xE2\x82\xAC", 3);
    photo_add(*state, &p, PHOTO_CREDIT, name, 3000);
    assert_int_equal(strlen(p.v[PHOTO_CREDIT]), 498);
    photo_add(*state, &p, PHOTO_ALT, "a\0b\x1B[2J\xFF", 8);
    assert_string_equal(p.v[PHOTO_ALT], "ab [2J\xEF\xBF\xBD");
    photo_add(*state, &p, PHOTO_CREDIT, "Later", 5);
    assert_int_equal(strlen(p.v[PHOTO_CREDIT]), 498);
}

#define SET(record, number, length, value) "\x1C" record number "\0" length value
static const struct iim_case {
    const char *bytes;
    size_t n;
    enum photo_property property;
    const char *value;
} iim_cases[] = {
#define IIM(bytes, property, value)                                                                \
    {                                                                                              \
        bytes, sizeof(bytes) - 1, property, value                                                  \
    }
    IIM(SET("\2", "\x6E", "\3", "AFP"), PHOTO_CREDIT, "AFP"),
    IIM(SET("\2", "\x74", "\5", "\xA9 AFP"), PHOTO_COPYRIGHT, "\xC2\xA9 AFP"),
    IIM(SET("\2", "\x74", "\6", "\xC2\xA9 AFP"), PHOTO_COPYRIGHT, "\xC2\xA9 AFP"),
    IIM(SET("\2", "\x78", "\5", "\x93Quay"), PHOTO_CAPTION, "\xE2\x80\x9CQuay"),
    IIM(SET("\1", "\x5A", "\3", "\x1B%G") SET("\2", "\x50", "\4", "J\xC3\xB6\x73"), PHOTO_CREATOR,
        "J\xC3\xB6s"),
    IIM(SET("\2", "\x50", "\3", "Ann") SET("\2", "\x50", "\2", "Bo"), PHOTO_CREATOR, "Ann, Bo"),
    IIM("Photoshop 3.0\0"
        "8BIM\4\4\0\0\0\0\0\x08" SET("\2", "\x6E", "\3", "AFP"),
        PHOTO_CREDIT, "AFP"),
    IIM("Photoshop 3.0\0"
        "8BIM\4\x0C\3abc\0\0\0\1x\0"
        "8BIM\4\4\0\0\0\0\0\x08" SET("\2", "\x6E", "\3", "AFP"),
        PHOTO_CREDIT, "AFP"),
    IIM(SET("\2", "\x6E", "\x09", "AFP"), PHOTO_CREDIT, NULL), /* longer than there are bytes */
    IIM(SET("\3", "\x6E", "\3", "AFP"), PHOTO_CREDIT, NULL),
    IIM("8BIM\4\4\0\0\xFF\xFF\xFF\xFF" SET("\2", "\x6E", "\3", "AFP"), PHOTO_CREDIT, NULL),
    IIM("\x1C\2\x6E\x80\4\0\0\0\3AFP", PHOTO_CREDIT, NULL),
    IIM("", PHOTO_CREDIT, NULL),
};

static void data_sets_are_read_in_their_own_alphabet(void **state)
{
    for (size_t i = 0; i < COUNT(iim_cases); i++) {
        const struct iim_case *c = &iim_cases[i];
        struct photo p = {{NULL}};
        char *exact = malloc(c->n + 1);
        memcpy(exact, c->bytes, c->n);
        photo_read_iim(*state, exact, c->n, &p);
        free(exact);
        if (c->value)
            assert_string_equal(p.v[c->property] ? p.v[c->property] : "nothing", c->value);
        else
            assert_null(p.v[c->property]);
    }
}

static void xmp_outranks_iim_and_each_fills_what_the_other_leaves(void **state)
{
    static const char xmp[] = DESCRIBED("<photoshop:Credit>XMP</photoshop:Credit>");
    static const char iim[] = SET("\2", "\x6E", "\3", "IIM") SET("\2", "\x50", "\3", "Ann");
    struct photo p = {{NULL}};
    photo_read_xmp(*state, xmp, sizeof xmp - 1, &p);
    photo_read_iim(*state, iim, sizeof iim - 1, &p);
    assert_string_equal(p.v[PHOTO_CREDIT], "XMP");
    assert_string_equal(p.v[PHOTO_CREATOR], "Ann");
}

static void what_is_written_is_read_back_the_same(void **state)
{
    const struct photo said = {{
        [PHOTO_CREATOR] = "J\xC3\xB6s <Pellew>",
        [PHOTO_CREDIT] = "\"A\" & 'B'",
        [PHOTO_COPYRIGHT] = "\xC2\xA9 2026",
        [PHOTO_LICENSE] = "https://example.org/l?a=1&b=2",
        [PHOTO_ACQUIRE] = "https://example.org/buy",
        [PHOTO_SOURCE] = "compositeWithTrainedAlgorithmicMedia",
    }};
    struct photo read = {{NULL}}, none = {{[PHOTO_CAPTION] = "x", [PHOTO_ALT] = "y"}};
    struct buf b;
    buf_init(&b, 4096);
    photo_write_xmp(&b, &none);
    assert_int_equal(b.len, 0);
    photo_write_xmp(&b, &said);
    photo_read_xmp(*state, b.p, b.len, &read);
    for (int i = 0; i < PHOTO_CAPTION; i++)
        assert_string_equal(read.v[i], said.v[i]);
    buf_free(&b);
}

static void a_models_work_is_known_wherever_the_file_says_it(void **state)
{
    static const char credentials[] = "\xFF\xEBjumb\0digitalSourceTypexE" SOURCE
                                      "digitalCapture\xA1" SOURCE "trainedAlgorithmicMedia\xBF";
    static const char camera[] = "jumb" SOURCE "digitalCapture";
    struct photo p = {{NULL}}, other = {{NULL}};
    photo_find_source(*state, credentials, sizeof credentials - 1, &p);
    assert_string_equal(p.v[PHOTO_SOURCE], "trainedAlgorithmicMedia");
    photo_find_source(*state, camera, sizeof camera - 1, &other);
    assert_null(other.v[PHOTO_SOURCE]);
    assert_true(photo_is_synthetic("compositeSynthetic"));
    assert_true(photo_is_synthetic("compositeWithTrainedAlgorithmicMedia"));
    assert_false(photo_is_synthetic("digitalCapture"));
    assert_false(photo_is_synthetic(""));
    assert_false(photo_is_synthetic(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(every_way_of_saying_it_in_xmp_is_read),
        WITH_ARENA(a_packet_in_utf16_is_read_in_either_order),
        WITH_ARENA(what_is_too_long_is_cut_between_characters),
        WITH_ARENA(data_sets_are_read_in_their_own_alphabet),
        WITH_ARENA(xmp_outranks_iim_and_each_fills_what_the_other_leaves),
        WITH_ARENA(what_is_written_is_read_back_the_same),
        WITH_ARENA(a_models_work_is_known_wherever_the_file_says_it),
    };
    return cmocka_run_group_tests_name("photo", tests, NULL, NULL);
}
