namespace Grid.Columns.Tests;

public class DateFormatsTests
{
    [Theory]
    [InlineData("DD/MM/YYYY", "'DD/MM/YYYY': expected mdy, dmy, ymd, or a pattern such as '%d/%m/%Y'")]
    [InlineData("dd.MM.yyyy", "%Y is the year, %m the month, %d the day")]
    [InlineData("", "'': expected mdy, dmy, ymd")]
    [InlineData("%d/%m", "tells year, month and day")]
    [InlineData("%d/%m/%Y %H", "an hour goes with %M")]
    [InlineData("%d/%m/%Y %I:%M", "%I, an hour of twelve, goes with %p")]
    [InlineData("%d/%m/%Y %H:%M %p", "%p goes with %I")]
    [InlineData("%d/%m/%Y %d", "says again what was said before")]
    [InlineData("%d/%m/%Y%y", "says again what was said before")]
    [InlineData("%d/%m/%Y %Q", "%Q is not known; known are %Y %y %m %d")]
    [InlineData("%d/%m/%Y %", "% is not known")]
    [InlineData("%d/%m/%Y %z", "%z goes with a time")]
    [InlineData("%d/%m/%Y %H:%M%f", "%f goes with %S")]
    public void What_is_no_format_is_refused(string format, string says) =>
        Assert.Contains(says, Assert.Throws<FormatException>(() => DateFormats.Parse([format])).Message);

    [Fact]
    public void Two_orders_are_refused() =>
        Assert.Contains("one order", Assert.Throws<FormatException>(() => DateFormats.Parse(["mdy", "dmy"])).Message);

    [Theory]
    [InlineData("%d.%m.%Y", "5.12.2020", "2020-12-05")]
    [InlineData("%Y%m%d", "20201205", "2020-12-05")]
    [InlineData("%Y%m%d", "2020125", null)]
    [InlineData("%Y%m%dT%H%M%SZ", "20201205T085543Z", "2020-12-05T08:55:43Z")]
    [InlineData("%d-%b-%y", "05-DEC-69", "1969-12-05")]
    [InlineData("%d %B %Y", "5 December 2020", "2020-12-05")]
    [InlineData("%d %B %Y", "5 Dec 2020", "2020-12-05")]
    [InlineData("%D %T", "12/05/20 08:55:43", "2020-12-05T08:55:43")]
    [InlineData("%F %R %z", "2020-12-05 08:55 +01:00", "2020-12-05T07:55:00Z")]
    [InlineData("%H:%M:%S.%f %d/%m/%Y", "08:55:43.123456789 05/12/2020", "2020-12-05T08:55:43.123456789")]
    [InlineData("%d/%m/%Y um %H:%M", "05/12/2020 um 24:00", null)]
    [InlineData("%d/%m/%Y %H:%M:%S", "31/12/2016 23:59:60", null)]
    [InlineData("%d/%m/%Y", "30/02/2020", null)]
    [InlineData("%d/%m/%Y", "05/12/2020 08:55", null)]
    [InlineData("100%% %d/%m/%Y", "100% 05/12/2020", "2020-12-05")]
    public void A_pattern_reads_what_it_says(string pattern, string text, string? expected) =>
        Assert.Equal(expected, MomentText.Parse(text, DateFormats.Parse([pattern]))?.ToString());
}
