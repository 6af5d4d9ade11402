using System.Text.Json;

namespace Grid.Query.Tests;

/// <summary>Regular expressions by whole characters; users of pandas, Polars and DuckDB know no halves.</summary>
public class RegexPatternTests
{
    // Made by Python's re of random patterns and texts: pattern, text, whether there is a match, the match, its first group (or the
    // match where there is none), the text with each match replaced by "<" + group 1 + ">".
    [Fact]
    public void Patterns_find_what_Pythons_re_finds()
    {
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Patterns", "python-re.jsonl")))
        {
            var (pattern, text, matches, match, group, replaced) = Case(JsonDocument.Parse(line).RootElement);
            var regex = RegexPattern.Compile(pattern);
            bool grouped = regex.Groups > 0;
            string found = $"{regex.IsMatch(text)} {regex.Extract(text, 0)} {regex.Extract(text, grouped ? 1 : 0)} {regex.Replace(text, RegexReplacement.Parse(grouped ? "<$1>" : "<>", regex))}";
            Assert.True($"{matches} {match} {group} {replaced}" == found, $"{line}\nbut {found}");
        }
    }

    [Theory]
    // A point is a character, and a match of nothing lies between two.
    [InlineData("^.", "😀abc", "-", "-abc")]
    [InlineData(".", "𠮷野", "<$0>", "<𠮷><野>")]
    [InlineData("x*", "😀x", "-", "-😀--")]
    [InlineData("", "😀😀", "-", "-😀-😀-")]
    [InlineData(@"\B", "a😀", "-", "a😀-")]
    [InlineData("^(.)(.)$", "😀😁", "$2$1", "😁😀")]
    // Classes have ranges and complements of them.
    [InlineData("[😀-😂]+", "a😁😂b", "-", "a-b")]
    [InlineData("[^😀]", "😁😀x", "-", "-😀-")]
    [InlineData("[^a-z]", "a😀b", "-", "a-b")]
    [InlineData("[a-😀]", "z日😀😁", "-", "---😁")]
    [InlineData("[\\w-[a-c𠮷]]", "a𠮷𠮸d", "-", "a𠮷--")]
    [InlineData("[^x-[😀]]", "x😀😁", "-", "x😀-")]
    // A line feed at the end of a text is a character.
    [InlineData(@"[A\W]", "😂\n", "-", "--")]
    [InlineData(@"\W+\z", "b😂\n", "-", "b-")]
    // What is quantified is the whole character.
    [InlineData("😀+", "😀😀a", "-", "-a")]
    [InlineData("a😀?b", "abaa😀b", "-", "-a-")]
    [InlineData("😀{2}", "😀😀😀", "-", "-😀")]
    // Letters, digits and letters of two cases there are beyond U+FFFF too.
    [InlineData(@"\w+", "𠮷a 𐐀", "-", "- -")]
    [InlineData(@"\W", "a😀", "-", "a-")]
    [InlineData(@"\p{L}", "𠮷😀", "-", "-😀")]
    [InlineData(@"\PL", "𠮷😀", "-", "𠮷-")]
    [InlineData(@"\d", "𝟘1", "-", "--")]
    [InlineData("(?i)𐐀", "𐐨", "-", "-")]
    [InlineData("(?i:[𐐀])𐐀", "𐐨𐐀𐐨𐐨", "-", "-𐐨𐐨")]
    // Numbers of characters, as .NET, Python and RE2 write them.
    [InlineData(@"\uD83D\uDE00", "😀", "-", "-")]
    [InlineData(@"\U0001F600", "😀", "-", "-")]
    [InlineData(@"[\x{1F600}-\x{1F602}]\x41", "😁A", "-", "-")]
    // Names of classes and of groups, as they are elsewhere.
    [InlineData("[[:alpha:]_]+", "a_b1", "-", "-1")]
    [InlineData("[^[:digit:]]", "1😀", "-", "1-")]
    [InlineData("(?P<y>[0-9]+)-([0-9]+)", "2017-03", "$2/${y}", "03/2017")]
    [InlineData("(?<a>.)(.)(?<b>.)", "xyz", "$3$2$1", "zyx")]
    // Comments and blanks of a pattern that is written with them.
    [InlineData("(?x) 😀 + # a ( comment\n b", "😀😀b", "-", "-")]
    [InlineData("(?#[)😀", "😀", "-", "-")]
    [InlineData("(?s).", "\n😀", "-", "--")]
    [InlineData(@"\[😀\]", "[😀]", "-", "-")]
    [InlineData(@"[]😀]", "]😀a", "-", "--a")]
    public void Matches_are_of_whole_characters(string pattern, string text, string replacement, string replaced)
    {
        Assert.Null(RegexPattern.Fault(pattern));
        var regex = RegexPattern.Compile(pattern);
        Assert.Equal(replaced, regex.Replace(text, RegexReplacement.Parse(replacement, regex)));
    }

    [Theory]
    [InlineData(@"\2-\1", "b-a")]
    [InlineData(@"\g<2>\g<n>", "bb")]
    [InlineData(@"\\1", @"\1")]
    [InlineData("$$1", "$1")]
    [InlineData("$&!", "ab!")]
    [InlineData("$0!", "ab!")]
    [InlineData("${1}1", "a1")]
    [InlineData("US$ $", "US$ $")]
    [InlineData("$_ $' $`", "$_ $' $`")]
    [InlineData(@"C:\temp", @"C:\temp")]
    public void A_replacement_names_groups_as_here_or_in_Python(string replacement, string replaced)
    {
        var regex = RegexPattern.Compile("(a)(?<n>b)");
        Assert.Equal(replaced, regex.Replace("ab", RegexReplacement.Parse(replacement, regex)));
    }

    [Theory]
    [InlineData("(a)", "$5", "$5 names no group: the pattern has 1 group, and none of number 5; $$5 is a text")]
    [InlineData("(a)", "$12", "${1}2 is group 1 before 2")]
    [InlineData("a", @"\1", @"\1 names no group: the pattern has 0 groups, and none of number 1; \\1 is a text")]
    [InlineData("(?<y>a)", "${x}", "${x} names no group of the pattern: there are y")]
    [InlineData("(?<y>a)", "$y", "write the group 'y' as ${y}")]
    [InlineData("(a)", @"\g<x>", "none has a name")]
    public void A_group_that_does_not_exist_is_refused(string pattern, string replacement, string message) =>
        Assert.Contains(message, RegexPattern.ReplacementFault(pattern, replacement), StringComparison.Ordinal);

    [Theory]
    [InlineData(@"\uD83D", "half of a character")]
    [InlineData(@"[\uD800-\uDFFF]", "half of a character")]
    [InlineData("[😂-😀]", "other way round")]
    [InlineData(@"[a-\w]", "a range of characters ends with one of them")]
    [InlineData("[[:letter:]]", "[:letter:] is no class")]
    [InlineData("[😀", "has no end")]
    [InlineData("(😀", "malformed")]
    [InlineData("a**", "malformed")]
    [InlineData(@"(a)\1", "backreferences")]
    [InlineData("(?<!a)b", "lookarounds")]
    [InlineData("(?<1>a)", "no name for a group")]
    [InlineData(@"\x{110000}", "no number of a character")]
    [InlineData("a\\", "ends with a backslash")]
    [InlineData("(a{1000}){1000}", "the pattern is too large")]
    [InlineData("[a-[b-[c]]]", "may leave out none itself")]
    public void A_pattern_that_cannot_be_taken_is_refused(string pattern, string message) =>
        Assert.Contains(message, RegexPattern.Fault(pattern), StringComparison.Ordinal);

    // What .NET does not take as it is written is not blamed for what is wrong elsewhere; places are those of the pattern as it is written.
    [Theory]
    [InlineData("(?P<y>a)(", "the pattern is malformed: Not enough )'s")]
    [InlineData(@"\pL(a", "the pattern is malformed: Not enough )'s")]
    [InlineData("offset(", "the pattern is malformed: offset 7. Not enough )'s")]
    [InlineData(@"\Ga", "\\G, where the match before ended, is not supported in a pattern")]
    public void A_fault_is_told_of_what_is_wrong(string pattern, string message) => Assert.Equal(message, RegexPattern.Fault(pattern));

    [Theory]
    [InlineData("b\n", "b-")]
    [InlineData("b\nb", "b-b")]
    [InlineData("ā\n", "--")]
    [InlineData("😀\n", "--")]
    public void A_pattern_of_many_classes_sees_the_last_line_feed(string text, string replaced)
    {
        var regex = RegexPattern.Compile(string.Join('|', Enumerable.Range(0x100, 80).Select(code => (char)code)) + @"|\W");
        Assert.Equal(replaced, regex.Replace(text, RegexReplacement.Parse("-", regex)));
        Assert.True(regex.IsMatch(text));
    }

    private static (string, string, bool, string?, string?, string) Case(JsonElement e) =>
        (e[0].GetString()!, e[1].GetString()!, e[2].GetBoolean(), e[3].GetString(), e[4].GetString(), e[5].GetString()!);
}
