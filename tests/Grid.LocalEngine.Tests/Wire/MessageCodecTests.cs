namespace Grid.LocalEngine.Tests.Wire;

public sealed class MessageCodecTests
{
    public enum Colour : byte
    {
        Red = 3,
        Blue = 200,
    }

    [GenerateSerializer, Immutable]
    public sealed record Everything
    {
        [Id(0)]
        public string? Text { get; init; }

        [Id(1)]
        public byte[]? Bytes { get; init; }

        [Id(2)]
        public IReadOnlyList<double> Doubles { get; init; } = [];

        [Id(3)]
        public IReadOnlyDictionary<string, Part>? Parts { get; init; }

        [Id(4)]
        public Colour Colour { get; init; }

        [Id(5)]
        public long? Maybe { get; init; }

        [Id(6)]
        public Guid Guid { get; init; }

        [Id(7)]
        public DateTime When { get; init; }

        [Id(8)]
        public Part? Part { get; init; }

        [Id(9)]
        public List<string?>? Texts { get; init; }

        [Id(10)]
        public Int128 Wide { get; init; }

        [Id(11)]
        public string Kept { get; init; } = "the default";
    }

    [GenerateSerializer, Immutable]
    public sealed record Part([property: Id(0)] int Figure, [property: Id(1)] Part? Next);

    [GenerateSerializer, Immutable]
    public sealed record Earlier
    {
        [Id(0)]
        public string? Text { get; init; }
    }

    [GenerateSerializer, Immutable]
    public record Base([property: Id(0)] int One);

    [GenerateSerializer, Immutable]
    public sealed record Derived(int One, [property: Id(0)] string Other) : Base(One);

    [Fact]
    public void A_message_arrives_with_all_that_it_held()
    {
        var sent = new Everything
        {
            Text = "grün",
            Bytes = [0, 255, 7],
            Doubles = [double.NaN, -0.0, double.PositiveInfinity, 0.1],
            Parts = new Dictionary<string, Part> { ["a"] = new(1, new Part(2, null)), [""] = new(-3, null) },
            Colour = Colour.Blue,
            Maybe = long.MinValue,
            Guid = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"),
            When = new DateTime(2017, 3, 25, 8, 0, 0, DateTimeKind.Utc),
            Part = new Part(int.MaxValue, new Part(0, null)),
            Texts = ["x", null, ""],
            Wide = -((Int128)1 << 100),
        };

        var got = RoundTrip(sent);

        Assert.Equal(sent.Doubles.Select(BitConverter.DoubleToInt64Bits), got.Doubles.Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(sent.Parts, got.Parts);
        Assert.Equal(sent.Bytes, got.Bytes);
        Assert.Equal(sent.Texts, got.Texts);
        Assert.Equal(DateTimeKind.Utc, got.When.Kind);
        Assert.Equal(
            (sent.Text, sent.Colour, sent.Maybe, sent.Guid, sent.When, sent.Part, sent.Wide, sent.Kept),
            (got.Text, got.Colour, got.Maybe, got.Guid, got.When, got.Part, got.Wide, got.Kept));
    }

    [Fact]
    public void A_message_of_defaults_arrives_so_and_null_as_null()
    {
        Assert.Equal("the default", RoundTrip(new Everything()).Kept);
        Assert.Null(RoundTrip(new Everything()).Parts);
        Assert.Null(RoundTrip<Part?>(null));
    }

    [Fact]
    public void An_earlier_reader_passes_by_what_it_does_not_know_and_a_later_one_keeps_its_defaults()
    {
        Assert.Equal("x", Convert<Everything, Earlier>(new Everything { Text = "x", Bytes = new byte[1000] }).Text);
        var later = Convert<Earlier, Everything>(new Earlier { Text = "y" });
        Assert.Equal(("y", "the default"), (later.Text, later.Kept));
    }

    [Fact]
    public void Members_of_a_base_class_keep_their_own_numbers() =>
        Assert.Equal(new Derived(7, "seven"), RoundTrip(new Derived(7, "seven")));

    [Fact]
    public void What_stands_for_a_declared_type_is_of_that_type()
    {
        var thrown = Assert.Throws<NotSupportedException>(() => RoundTrip<Base>(new Derived(1, "")));
        Assert.Equal("A Derived stands where a Base is declared; messages are sent as their declared type.", thrown.Message);
    }

    [Fact]
    public void A_message_that_ends_too_soon_is_refused()
    {
        using var output = new WireBuffer();
        MessageCodec.Of(typeof(Everything)).Write(output, new Everything { Text = "a text", Bytes = new byte[100] });
        byte[] whole = output.Written.ToArray();
        for (int length = 0; length < whole.Length; length += 7)
        {
            using var input = WireProtocol.Reader(whole[..length]);
            Assert.ThrowsAny<Exception>(() => MessageCodec.Of(typeof(Everything)).Read(input, null!));
        }
    }

    public static TheoryData<Exception> Known =>
    [
        new OddException("odd", 42), new TimeoutException("late"), new ClusterException("no", new InvalidOperationException("inner")),
        new ArgumentException("wrong", "name"), new SiloUnavailableException("gone", wasSent: false), new OperationCanceledException("over"),
    ];

    [Theory]
    [MemberData(nameof(Known))]
    public void An_exception_crosses_as_itself(Exception sent)
    {
        var got = Crossed(sent);

        Assert.Equal(sent.GetType(), got.GetType());
        Assert.Equal(sent.Message, got.Message);
        Assert.Equal(sent.InnerException?.Message, got.InnerException?.Message);
        if (sent is OddException odd)
            Assert.Equal(odd.Figure, ((OddException)got).Figure);
        if (sent is SiloUnavailableException)
            Assert.False(((SiloUnavailableException)got).WasSent);
    }

    [Fact]
    public void An_exception_that_cannot_be_made_again_is_told_by_name()
    {
        var got = Crossed(new SealedOffException(7, 8));

        Assert.Equal($"{typeof(SealedOffException).FullName}: 15", Assert.IsType<RemoteException>(got).Message);
    }

    private static T RoundTrip<T>(T value) => Convert<T, T>(value);

    private static TTo Convert<TFrom, TTo>(TFrom value)
    {
        using var output = new WireBuffer();
        MessageCodec.Of(typeof(TFrom)).Write(output, value);
        using var input = WireProtocol.Reader(output.Written.ToArray());
        var read = (TTo)MessageCodec.Of(typeof(TTo)).Read(input, null!)!;
        Assert.Equal(input.BaseStream.Length, input.BaseStream.Position);
        return read;
    }

    private static Exception Crossed(Exception exception)
    {
        using var output = new WireBuffer();
        ExceptionCodec.Write(output, exception);
        using var input = WireProtocol.Reader(output.Written.ToArray());
        return ExceptionCodec.Read(input, null!);
    }

    private sealed class SealedOffException(int a, int b) : Exception((a + b).ToString());
}
