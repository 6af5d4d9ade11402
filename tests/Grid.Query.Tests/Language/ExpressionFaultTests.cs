using Grid.Columns;

namespace Grid.Query.Tests;

public class ExpressionFaultTests
{
    private static readonly Scope Columns = new(new Schema(
    [
        new Field("trip_distance", DataType.Float64), new Field("payment_type", DataType.Int64), new Field("flag", DataType.Utf8),
        new Field("pickup", DataType.Timestamp(TimeUnit.Second)), new Field("shared", DataType.Bool),
    ]));

    [Theory]
    [InlineData("trip_distance >= and payment_type == 1", 17, "expected a value, found 'and'")]
    [InlineData("trip_distance >=", 16, "expected a value, found the end")]
    [InlineData("(trip_distance > 1", 18, "expected ')'")]
    [InlineData("trip_distance > 1)", 17, "expected an operator or the end")]
    [InlineData("trip_distnce > 1", 0, "did you mean 'trip_distance'?")]
    [InlineData("trip_distance > 'a", 16, "has no closing '")]
    [InlineData("trip_distance & 1", 14, "write 'and' or '&&'")]
    [InlineData("trip_distance # 1", 14, "'#' has no meaning here")]
    [InlineData("1 < trip_distance < 3", 18, "comparisons do not chain")]
    [InlineData("trip_distance == 'far'", 14, "numbers stand without quotes")]
    [InlineData("flag > 3", 5, "do not go together")]
    [InlineData("trip_distance", 0, "expected a condition")]
    [InlineData("trip_distance and shared", 0, "expected a condition")]
    [InlineData("not flag", 4, "expected a condition")]
    [InlineData("flag + 1 > 2", 0, "expected a number, found the utf8 column 'flag'")]
    [InlineData("pickup > 'yesterday'", 9, "'yesterday' is no moment")]
    [InlineData("pickup > 5", 7, "do not go together")]
    [InlineData("pickup in ('nonsense')", 11, "is no moment")]
    [InlineData("payment_type in (1, 2", 21, "expected ',' or ')'")]
    [InlineData("payment_type in ()", 17, "expected a value")]
    [InlineData("payment_type in (null)", 17, "nulls are found by 'is null'")]
    [InlineData("payment_type in (trip_distance)", 17, "expected a number, a text")]
    [InlineData("payment_type is 3", 16, "expected 'null' or 'not null'")]
    [InlineData("payment_type between 1 or 2", 23, "expected 'and' and the upper bound")]
    [InlineData("payment_type == null", 13, "write 'is null'")]
    [InlineData("sqroot(trip_distance) > 1", 0, "did you mean 'sqrt'?")]
    [InlineData("mean(trip_distance) > 1", 0, "is an aggregate and cannot stand inside")]
    [InlineData("abs(trip_distance, 2) > 1", 0, "abs() takes 1 argument")]
    [InlineData("hour(trip_distance) > 1", 0, "takes a timestamp or date")]
    [InlineData("lower(payment_type) == 'a'", 0, "takes a text")]
    [InlineData("round(trip_distance, 1.5) > 1", 21, "number of decimals")]
    [InlineData("1e > 3", 1, "no digits")]
    [InlineData("2nd > 3", 1, "in back-quotes")]
    [InlineData("case when shared then 1", 23, "expected 'when', 'else' or 'end', found the end")]
    [InlineData("case when shared 1 end == 1", 17, "expected 'then' and a value")]
    [InlineData("case when trip_distance then 1 end == 1", 10, "expected a condition, found a value of type float64")]
    [InlineData("case when shared then 1 else 'a' end == 1", 29, "do not go together")]
    [InlineData("case trip_distance when null then 1 end == 1", 19, "a comparison with null is never true")]
    [InlineData("cast(flag) == 1", 9, "expected 'as' and a type, as in cast(x as int64)")]
    [InlineData("cast(flag as int32) == 1", 13, "unknown type 'int32': known are int64, uint64, float64")]
    [InlineData("cast(flag as decimal) == 1", 13, "unknown type 'decimal': known are int64")]
    [InlineData("cast(pickup as int64) == 1", 0, "x - '1970-01-01' is a number of seconds or days")]
    [InlineData("cast(payment_type as date) == '2017-01-01'", 0, "dates and timestamps are made of texts")]
    [InlineData("cast(pickup as timestamptz) is null", 0, "one has a time zone, the other has none")]
    [InlineData("payment_type like '1%'", 13, "like takes a text, not the int64 column 'payment_type'; cast(x as text) makes it one")]
    [InlineData("flag like flag", 10, "expected a pattern such as 'a%', in quotes")]
    [InlineData("flag like 'a!' escape '!'", 10, "'!' at the end of the pattern escapes nothing")]
    [InlineData("flag like 'a' escape 'ab'", 21, "expected one sign, in quotes")]
    [InlineData("regex_match(flag, '(a')", 18, "the pattern is malformed")]
    [InlineData("regex_match(flag, '(?=a)')", 18, "lookarounds, backreferences and atomic groups are not supported")]
    [InlineData("regex_extract(flag, '(a)', 2) == 'a'", 20, "the pattern has 1 group, and none of number 2")]
    [InlineData("contains(flag, 1)", 15, "contains() takes texts, not a value of type int64; cast(x as text)")]
    [InlineData("contains(payment_type, '1')", 0, "contains() takes a text, not a value of type int64; cast(x as text)")]
    [InlineData("substring(flag, 'a') == 'a'", 16, "expected a whole number, found the text 'a'")]
    [InlineData("trunc(pickup) == '2017-01-01'", 0, "takes a step, as in trunc(t, '15 minutes')")]
    [InlineData("trunc(pickup, '15 minuets') == '2017-01-01'", 14, "'15 minuets' is no step of time: did you mean 'minute'?")]
    [InlineData("trunc(pickup, '0 days') == '2017-01-01'", 14, "is no step of time")]
    [InlineData("trunc(pickup, '1500 ms') == '2017-01-01'", 14, "steps of 1500 milliseconds fall between the values of the timestamp[s] column 'pickup'")]
    [InlineData("trunc(flag, 'day') == '2017-01-01'", 0, "cast(x as timestamp) makes it one")]
    [InlineData("cut(trip_distance, 0, 10, 10) == 'a'", 26, "edges ascend, and 10 is not above 10")]
    [InlineData("cut(trip_distance, 0, payment_type) == 'a'", 22, "expected an edge: a number, or a moment in quotes")]
    [InlineData("cut(flag, 0, 1) == 'a'", 4, "expected a number")]
    [InlineData("cut(trip_distance, 0) == 'a'", 0, "cut() takes 3 to 100 arguments")]
    [InlineData("power(trip_distance) > 1", 0, "power() takes 2 arguments")]
    [InlineData("least(trip_distance, flag) > 1", 21, "do not go together")]
    [InlineData("pi(1) > 1", 0, "pi() takes 0 arguments")]
    [InlineData("", 0, "expected a value, found the end")]
    public void A_fault_points_at_its_character(string text, int position, string says)
    {
        var fault = Assert.Throws<QuestionException>(() => Binder.BindCondition(text, Columns));
        Assert.Contains(says, fault.Message);
        Assert.Equal((position, text), (fault.Position, fault.Expression));
        Assert.Contains(position == text.Length ? "at the end" : $"at character {position + 1}", fault.Message);
        Assert.DoesNotContain('\n', fault.Message);
    }

    // Beyond U+FFFF as well a character is one, as everywhere in expressions.
    [Fact]
    public void Characters_are_counted_by_code_point() =>
        Assert.Contains("at character 13 of", Assert.Throws<QuestionException>(() => Binder.BindCondition("flag == '😀' ?? 1", Columns)).Message);

    [Theory]
    [InlineData("sun(trip_distance)", "did you mean 'sum'?")]
    [InlineData("trip_distance", "expected an aggregate")]
    [InlineData("sum()", "needs a column")]
    [InlineData("sum(flag)", "no sum of values of type utf8")]
    [InlineData("sum(pickup)", "no sum of values of type timestamp[s]")]
    [InlineData("mean(trip_distance, 1)", "takes one argument")]
    [InlineData("count(trip_distanc)", "did you mean 'trip_distance'?")]
    public void A_malformed_aggregate_is_refused(string text, string says) =>
        Assert.Contains(says, Assert.Throws<QuestionException>(() => new AggregatePlan(Columns, [], [text])).Message);

    [Theory]
    [InlineData("variance(trip_distance)", "here it is written var(x)")]
    [InlineData("iqr(trip_distance)", "here it is written quantile(x, 0.75) - quantile(x, 0.25)")]
    [InlineData("first_value(flag)", "here it is written first(x)")]
    [InlineData("nth(flag, 2)", "'grid head' has rows")]
    [InlineData("avg(trip_distance)", "here it is written mean(x)")]
    [InlineData("AVG(trip_distance)", "here it is written mean(x)")]
    [InlineData("stddev(trip_distance)", "here it is written std(x)")]
    [InlineData("n_unique(flag)", "here it is written nunique(x)")]
    [InlineData("count_distinct(flag)", "here it is written nunique(x)")]
    [InlineData("count(distinct flag)", "here it is written nunique(x)")]
    [InlineData("count(DISTINCT flag)", "here it is written nunique(x)")]
    [InlineData("len(flag)", "here it is written count(x)")]
    [InlineData("round(trip_distance)", "round() is of one row; an aggregate goes around it, such as max(round(x))")]
    [InlineData("mena(trip_distance)", "did you mean 'mean'?")]
    [InlineData("sum(trip_distance) over (partition by flag)", "over: it is not supported; 'grid groupby --by'")]
    [InlineData("count(*) filter (where shared)", "filter: here it is written sum(x where y > 0)")]
    [InlineData("trip_distance.mean()", "aggregates stand around what they take, mean(x)")]
    [InlineData("trip_distance", "expected an aggregate such as sum(trip_distance)")]
    [InlineData("payment_type", "expected an aggregate such as sum(payment_type)")]
    [InlineData("sum payment_type", "write sum(payment_type)")]
    [InlineData("payment_type:sum", "an aggregate is written sum(x)")]
    [InlineData("sum(payment_type);mean(payment_type)", "the parts of a list are parted by commas")]
    [InlineData("mean", "mean needs a column or an expression, mean(x)")]
    public void A_word_of_another_tool_is_told_what_is_near_in_meaning(string aggregate, string says)
    {
        string message = Assert.Throws<QuestionException>(() => new AggregatePlan(Columns, [], [aggregate])).Message;
        Assert.Contains(says, message);
        Assert.DoesNotContain("?.", message);
    }

    [Theory]
    [InlineData("ifnull(trip_distance, 0) > 1", "here it is written coalesce(x, 0)")]
    [InlineData("isnull(trip_distance)", "here it is written is_null(x), or x is null")]
    [InlineData("flag isin ('a', 'b')", "isin: here it is written x in (1, 2)")]
    [InlineData("payment_type // 2 == 1", "here it is written floor(a / b)")]
    [InlineData("~shared", "write 'not'")]
    [InlineData("substr(flag, 1) == 'a'", "here it is written substring(x, 1, 3)")]
    [InlineData("str_contains(flag, 'a')", "here it is written contains(x, 'a')")]
    [InlineData("strip(flag) == 'a'", "here it is written trim(x)")]
    [InlineData("astype(flag) == 1", "here it is written cast(x as int64)")]
    [InlineData("flag::int == 1", "a type is written cast(x as int64)")]
    [InlineData("date_trunc('hour', pickup) > '2017-01-01'", "trunc(x, 'hour')")]
    [InlineData("pow(trip_distance, 2) > 1", "here it is written x ^ 2")]
    [InlineData("clip(trip_distance, 0, 1) > 1", "least(x, 10), greatest(x, 0)")]
    [InlineData("shared ? 1 : 0", "write if(a, b, c), or case when")]
    [InlineData("dayofyear(pickup) == 1", "here it is written day_of_year(x)")]
    [InlineData("iif(shared, 1, 2) == 1", "case when a then b else c end, or if(a, b, c)")]
    [InlineData("payment_type in [1, 2]", "lists stand in parentheses")]
    [InlineData("dayofweek(pickup) == 1", "here it is written weekday(x)")]
    [InlineData("tripdistance > 1", "did you mean 'trip_distance'?")]
    [InlineData("distance > 1", "did you mean 'trip_distance'?")]
    [InlineData("colour > 1", "known are trip_distance, payment_type, flag, pickup, shared")]
    public void A_sign_or_function_of_another_tool_is_told_what_is_near_in_meaning(string condition, string says)
    {
        string message = Fault(condition);
        Assert.Contains(says, message);
        Assert.DoesNotContain("?.", message);
    }

    [Theory]
    [InlineData("flag = far", "there is no column 'far'; a text stands in quotes, 'far'")]
    [InlineData("far = flag", "there is no column 'far'; a text stands in quotes, 'far'")]
    [InlineData("flag in (a, 'b')", "there is no column 'a'; a text stands in quotes, 'a'")]
    [InlineData("flag not in ('a', b)", "there is no column 'b'; a text stands in quotes, 'b'")]
    [InlineData("flag between a and c", "there is no column 'a'; a text stands in quotes, 'a'")]
    [InlineData("lower(flag) == far", "there is no column 'far'; a text stands in quotes, 'far'")]
    [InlineData("pickup > today", "there is no column 'today'; a text stands in quotes, 'today'")]
    [InlineData("flag = flg", "a text stands in quotes, 'flg', or did you mean 'flag'?")]
    [InlineData("payment_type = paymnt_type", "unknown column 'paymnt_type': did you mean 'payment_type'?")]
    [InlineData("payment_type = f", "unknown column 'f': known are trip_distance")]
    public void A_text_without_its_quotes_is_told_from_a_column(string condition, string says) => Assert.Contains(says, Fault(condition));

    [Theory]
    [InlineData("flag ~ 'a'", "'~' has no meaning here; write x like 'a%', contains(x, 'a') or regex_match(x, '^a')")]
    [InlineData("lower(flag) ~ 'a'", "write x like 'a%', contains(x, 'a') or regex_match(x, '^a')")]
    [InlineData("shared and ~shared", "write 'not'")]
    [InlineData("flag.isna()", "isna: here it is written is_null(x), or x is null")]
    [InlineData("flag.is_null()", "functions stand around what they take, is_null(x)")]
    [InlineData("flag.str.contains('a')", "functions stand around what they take, contains(x)")]
    [InlineData("flag.str.lower() == 'a'", "functions stand around what they take, lower(x)")]
    [InlineData("flag.str.len() > 1", "len: here it is written count(x)")]
    [InlineData("dt.year(pickup) = 2020", "functions stand around what they take, year(x)")]
    [InlineData("pickup.dt.year == 2020", "functions stand around what they take, year(x)")]
    [InlineData("trip_distance.mean() > 1", "aggregates stand around what they take, mean(x)")]
    [InlineData("trip_distance == np.nan", "'nan' is no value here; write is_nan(x)")]
    [InlineData("trip_distance.betwixt(1, 2)", "back-quotes")]
    [InlineData("payment_type.isin([1])", "isin: here it is written x in (1, 2)")]
    [InlineData("trip .5 > 1", "'.' has no meaning here")]
    [InlineData("flag::int > 1", "a type is written cast(x as int64)")]
    [InlineData("flag == None", "'None' is no value here; what is missing is found by x is null")]
    [InlineData("trip_distance == NaN", "'NaN' is no value here; write is_nan(x)")]
    [InlineData("trip_distance < inf", "'inf' is no value here; write 1 / 0")]
    [InlineData("shared order by flag", "order: it is not supported; --order sorts rows and groups, and --sort an answer")]
    [InlineData("payment_type => 1", "found '>'; write >=")]
    [InlineData("payment_type =< 1", "found '<'; write <=")]
    [InlineData("payment_type =! 1", "found '!'; write !=")]
    [InlineData("payment_type === 1", "found '='; write ==")]
    [InlineData("payment_type !== 1", "found '='; write !=")]
    [InlineData("payment_type ≥ 1", "'≥' has no meaning here; write >=")]
    [InlineData("payment_type − 1 > 0", "'−' has no meaning here; write -")]
    [InlineData("flag == ‘a’", "texts stand in straight quotes, 'a'")]
    [InlineData("where payment_type > 1", "the condition stands alone, without 'where'")]
    [InlineData("hour pickup > 1", "write hour(pickup)")]
    [InlineData("payment type > 1", "a list is parted by commas, and a name that holds a blank stands in back-quotes, `payment type`")]
    [InlineData("payment_type, flag", "found ','; one column or expression is meant here")]
    [InlineData("*", "found '*'; all columns are meant where none are named")]
    [InlineData("pickup > 2020-01-02", "a date or timestamp stands in quotes, '2017-03-25'")]
    [InlineData("payment_type > 1; shared", "the parts of a list are parted by commas")]
    [InlineData("trip_distance > current_date", "unknown column 'current_date': it is not supported; a moment is written as a text")]
    public void A_way_of_writing_of_another_tool_is_told_what_is_written_here(string condition, string says)
    {
        string message = Fault(condition);
        Assert.Contains(says, message);
        Assert.DoesNotContain("?.", message);
    }

    [Theory]
    [InlineData("trip_distance < 1e400", "1e400 is beyond the range of numbers, which ends at 1.8e308; infinity is written 1 / 0")]
    [InlineData("trip_distance < -1.5e309", "1.5e309 is beyond the range of numbers")]
    [InlineData("trip_distance > 1e-400", "1e-400 is nearer to 0 than any number; the least is 5e-324")]
    [InlineData("trip_distance > 0.01e-330", "is nearer to 0 than any number")]
    public void A_number_that_no_double_is_near_to_is_refused(string condition, string says) => Assert.Contains(says, Fault(condition));

    [Theory]
    [InlineData("trip_distance < 1.7e308")]
    [InlineData("trip_distance > 5e-324")]
    [InlineData("trip_distance > 0e-999")]
    [InlineData("trip_distance > 0.00e400")]
    public void A_number_at_the_edge_is_one(string condition) => Assert.Equal(LogicalKind.Bool, Binder.BindCondition(condition, Columns).Type.Kind);

    [Theory]
    [InlineData("payment_type = 1 AND NOT shared")]
    [InlineData("payment_type <> 1 OR !shared")]
    [InlineData("payment_type == 1 && shared || flag IS NULL")]
    [InlineData("upper(flag) IN ('A') and TRUE")]
    public void Signs_of_other_languages_that_mean_the_same_are_taken(string condition) =>
        Assert.Equal(LogicalKind.Bool, Binder.BindCondition(condition, Columns).Type.Kind);

    [Fact]
    public void A_long_expression_is_not_cut_within_a_character()
    {
        for (int before = 0; before < 400; before += 7)
        {
            string text = new string('x', before) + " + " + string.Concat(Enumerable.Repeat("🙂", 200)) + " ?";
            string message = ExpressionFault.At(text, before + 203, "odd").Message;
            Assert.DoesNotContain('\ufffd', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(message)));
        }
    }

    [Fact]
    public void A_sign_without_a_meaning_is_shown_whole() =>
        Assert.Contains("'🙂' has no meaning here", Assert.Throws<QuestionException>(() => Parser.Parse("a + 🙂")).Message);

    [Fact]
    public void Nesting_has_an_end_before_the_stack_has()
    {
        Assert.Contains("levels of nesting", Fault(new string('(', 100_000) + "1"));
        Assert.Contains("levels of nesting", Fault(new string('-', 100_000) + "1 > 0"));
        Assert.Contains("more than 1000 operations", Fault(string.Join(" + ", Enumerable.Repeat("trip_distance", 50_000)) + " > 0"));
    }

    [Fact]
    public void A_long_text_is_shown_around_the_fault()
    {
        string text = string.Join(" or ", Enumerable.Repeat("payment_type == 1", 50)) + " or oops";
        string message = Fault(text);
        Assert.Contains("oops", message);
        Assert.True(message.Length < 400, message);
    }

    [Fact]
    public void Transforms_that_do_not_fit_are_refused()
    {
        var schema = new Schema([new Field("a", DataType.Int64)]);
        string Refusal(Transform transform) =>
            Assert.Throws<QuestionException>(() => Execution.Start(new MissingQuestion { Transforms = [transform] }, schema)).Message;
        Assert.Contains("unknown column 'b'", Refusal(new SelectTransform(["b"])));
        Assert.Contains("unknown column 'b'", Refusal(new DropTransform(["b"])));
        Assert.Contains("unknown column 'b'", Refusal(new FillMissingTransform("b", "1")));
        Assert.Contains("expected a literal", Refusal(new FillMissingTransform("a", "unknown")));
        Assert.Contains("expected a value", Refusal(new WithColumnTransform("b", "a +")));
    }

    private static string Fault(string text) => Assert.Throws<QuestionException>(() => Binder.BindCondition(text, Columns)).Message;
}
