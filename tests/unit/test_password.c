/* test_password.c: which passwords are taken. */
#include "check.h"

#include "lib/password.h"

static struct strlist names(struct arena *a)
{
    static const char *const all[] = {
        "ines.okafor",          "Ines Okafor",      "The Marrowby Current", "www.paper.example",
        "editor@paper.example", "City and harbour", "city-and-harbour"};
    struct strlist list = {NULL, 0};
    for (size_t i = 0; i < COUNT(all); i++)
        strlist_add(a, &list, all[i]);
    return list;
}

static const char *const weak[] = {
    "unbelievable",
    "1q2w3e4r5t6y",
    "qwertyuiop123",
    "1234567890qw",
    "123456789abc",
    "iloveyou1234",
    "password1234",
    "passwordpassword",
    "qwerty123456",
    "1qaz2wsx3edc4rfv",
    "zaq12wsxcde3",
    "manchesterunited",
    "liverpoolfc1",
    "administrator",
    "welcome12345",
    "letmein12345",
    "basketball12",
    "football1234",
    "sunshine1234",
    "princess1234",
    "michaeljackson",
    "harrypotter1",
    "spongebob123",
    "chocolate123",
    "abcdefghijkl",
    "aaaaaaaaaaaa",
    "qwertyuiopasdf",
    "asdfghjkl123",
    "zxcvbnm12345",
    "1234qwerasdf",
    "correcthorsebatterystaple",
    "correct horse battery staple",
    "trustno1trustno1",
    "dragondragon",
    "111111222222",
    "qazwsxedcrfv",
    "Password123!",
    "P@ssw0rd1234",
    "Summer2024!!",
    "changeme1234",
    "iloveyouforever",
    "mypassword123",
    "thisismypassword",
    "lovelovelove",
    "jesuschrist1",
    "123qweasdzxc",
    "q1w2e3r4t5y6",
    "asdf1234asdf",
    "superman1234",
    "starwars1234",
    "letmeinplease",
    "qwertyuiopasdfghjklzxcvbnm",
    "mnbvcxzlkjhgfdsapoiuytrewq",
    "passw0rdpassw0rdpassw0rd",
    "kelpkelpkelp",
    "kelpskelpskelps",
    "ines.okafor1!",
    "Ines.Okafor2026",
    "InesOkafor2026!",
    "marrowbycurrent",
    "TheMarrowbyCurrent1",
    "Marrowby2026!",
    "abc123abc123",
    "password!!!!!!",
    "12345password12345",
    "tobeornottobe",
    "maytheforcebewithyou",
    "ilovemyself123",
    "november2026",
    "January2025!",
    "goodmorning123",
    "welcometoparadise",
    "Password12345",
    "PASSWORDPASSWORD",
    "1qaz2wsx3edc",
    "Qwertyuiop123",
    "ines.okafor",
    "ines.okaforines.okafor",
    "kekekekekekeke",
    "kelkelkelkelk",
    "qwertzuiopasdf",
    "azertyuiopqsdf",
    "éééééééééééé",
    "йцукенгшщзхъ",
    "пароль123456",
    "парольпароль",
    "абвгдежзийкл",
    "日本日本日本日本",
    "currentmarrowby99",
    "paper.example",
    "editor@paper.example",
    "city-and-harbour",
    "CityHarbour2026",
    "Correct-Horse-Battery-Staple",
};

static void weak_passwords_are_refused(void **state)
{
    struct strlist known = names(*state);
    for (size_t i = 0; i < COUNT(weak); i++)
        if (!password_weakness(*state, weak[i], &known))
            fail_msg("\"%s\" was taken", weak[i]);
}

static const char *const good[] = {
    "seven green bicycles",
    "tr0ub4dor&3-ish",
    "日本語の長い合言葉を使う",
    "my password is a poem",
    "x9$Lq2!vB7#z",
    "ledger-otter-plinth-mauve",
    "velvet oyster candle march",
    "vortexgiraffelampmilk",
    "k7mq2xw9vb4t",
    "purple ferry quietly sinks",
    "Tz8-fQ2-pL9-xR",
    "harbour spoon eleven kite",
    "wrongly placed red teapots",
    "der blaue Hund singt leise",
    "correct poodle ferry staple",
    "copper-lantern-wolf",
    "ines.okafor likes bicycles",
    "🐙🐳🦊🐢🦉🐝🐌🦋🐞🐅🐫🐘",
    "nebel frisst leise die brücke",
    "туман ест тихий мост",
};

static void good_passwords_are_taken(void **state)
{
    struct strlist known = names(*state);
    for (size_t i = 0; i < COUNT(good); i++)
        if (password_weakness(*state, good[i], &known))
            fail_msg("\"%s\" was refused", good[i]);
}

static void the_reason_is_said(void **state)
{
    static const struct {
        const char *password, *word;
    } cases[] = {
        {"short", "at least 12 characters"},
        {"MarrowbyCurrent2026", "names that go with"},
        {"Ines.Okafor99", "names that go with"},
        {"kelpkelpkelp", "pattern"},
        {"abcdefghijklm", "pattern"},
        {"iloveyouforever", "Four words"},
    };
    struct strlist known = names(*state);
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_non_null(
            strstr(password_weakness(*state, cases[i].password, &known), cases[i].word));
}

/* A long one is not looked at whole, and what its beginning says holds for it. */
static void long_passwords_are_judged_by_their_beginning(void **state)
{
    struct strlist none = {NULL, 0};
    char *bad = arena_alloc(*state, 2000), *is_good = arena_alloc(*state, 2000);
    for (size_t i = 0; i + 10 < 2000; i += 10) {
        memcpy(bad + i, "qwertyuiop", 10);
        memcpy(is_good + i, i == 0 ? "x9$Lq2!vB7" : "#zK4m_wT8q", 10);
    }
    assert_non_null(password_weakness(*state, bad, &none));
    assert_null(password_weakness(*state, is_good, &none));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(weak_passwords_are_refused),
        WITH_ARENA(good_passwords_are_taken),
        WITH_ARENA(the_reason_is_said),
        WITH_ARENA(long_passwords_are_judged_by_their_beginning),
    };
    return cmocka_run_group_tests_name("password", tests, NULL, NULL);
}
