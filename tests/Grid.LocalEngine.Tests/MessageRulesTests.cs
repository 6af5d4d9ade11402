namespace Grid.LocalEngine.Tests;

public sealed class MessageRulesTests
{
    public interface IVoid : IGrainWithStringKey
    {
        void Do();
    }

    public interface ITokenFirst : IGrainWithStringKey
    {
#pragma warning disable CA1068 // The analyzer says what the engine says.
        Task Do(CancellationToken cancellation, int figure);
#pragma warning restore CA1068
    }

    public interface IGeneric : IGrainWithStringKey
    {
        Task Do<T>(int figure);
    }

    public interface ITakesList : IGrainWithStringKey
    {
        Task Do(List<int> figures);
    }

    public interface IReturnsMutable : IGrainWithStringKey
    {
        Task<Mutable> Do();
    }

    public interface ITakesNested : IGrainWithStringKey
    {
        Task Do(Nested nested);
    }

    public interface ITakesUnnumbered : IGrainWithStringKey
    {
        Task Do(Unnumbered message);
    }

    public interface ITakesLocalOnly : IGrainWithStringKey
    {
        Task Do(LocalOnly message);
    }

    public interface ITakesTwins : IGrainWithStringKey
    {
        Task Do(Twins message);
    }

    public interface IFine : IGrainWithStringKey
    {
        Task<Fine> Do(Fine message, int? figure, string text, DayOfWeek day, Guid id, IWorkGrain grain, CancellationToken cancellation);
    }

    [GenerateSerializer]
    public sealed record Mutable([property: Id(0)] int Figure);

    [GenerateSerializer, Immutable]
    public sealed record Nested([property: Id(0)] IReadOnlyList<Mutable> Parts);

    [GenerateSerializer, Immutable]
    public sealed record Unnumbered(int Figure);

    [Immutable]
    public sealed record LocalOnly(int Figure);

    [GenerateSerializer, Immutable]
    public sealed record Twins([property: Id(1)] int One, [property: Id(1)] int Other);

    [GenerateSerializer, Immutable]
    public sealed record Fine([property: Id(0)] byte[] Bytes, [property: Id(1)] IReadOnlyDictionary<string, Fine> Parts)
    {
        public int Length => Bytes.Length;
    }

    [Theory]
    [InlineData(typeof(IVoid), "IVoid.Do returns Void; a grain's method returns Task or Task<T>.")]
    [InlineData(typeof(ITokenFirst), "ITokenFirst.Do has a CancellationToken that is not its last parameter.")]
    [InlineData(typeof(IGeneric), "IGeneric.Do is generic; a grain's method is not.")]
    [InlineData(typeof(ITakesList), "ITakesList.Do, parameter 'figures': List<Int32> is not [Immutable]")]
    [InlineData(typeof(IReturnsMutable), "IReturnsMutable.Do returns what cannot be sent: Mutable is not [Immutable]")]
    [InlineData(typeof(ITakesNested), "ITakesNested.Do, parameter 'nested': Nested.Parts: Mutable is not [Immutable]")]
    [InlineData(typeof(ITakesUnnumbered), "ITakesUnnumbered.Do, parameter 'message': Unnumbered.Figure has no [Id]")]
    [InlineData(typeof(ITakesTwins), "ITakesTwins.Do, parameter 'message': Twins has two members of [Id(1)]")]
    [InlineData(typeof(ITakesLocalOnly), "ITakesLocalOnly.Do, parameter 'message': LocalOnly is not [GenerateSerializer]")]
    public void An_interface_that_could_not_be_called_across_processes_is_refused(Type type, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => new GrainInterface(type, "any")).Message, StringComparison.Ordinal);

    [Fact]
    public void An_interface_of_values_and_immutable_messages_is_taken() =>
        Assert.Equal("any", new GrainInterface(typeof(IFine), "any").GrainType);

    [Fact]
    public async Task An_interface_that_no_class_has_is_refused_by_name()
    {
        await using var silo = TestSilo.Start();

        var thrown = Assert.Throws<ArgumentException>(() => silo.GetGrain<IFine>("one"));

        Assert.Equal("No grain class of this silo has the interface IFine.", thrown.Message);
    }
}
