using System.Reflection;

namespace Grid.Hosting.Tests;

/// <summary>What grains say to one another can leave the process, and nobody changes it on the way.</summary>
public sealed class MessageRulesTests
{
    public static TheoryData<Type> Interfaces => [.. new[] { typeof(IDatasetGrain).Assembly, typeof(OrleansSilo).Assembly }
        .SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsInterface && type.IsAssignableTo(typeof(IGrain)))];

    [Theory, MemberData(nameof(Interfaces))]
    public void Every_method_of_every_grain_can_be_called_across_processes(Type type) =>
        Assert.All(type.GetMethods(), method => Assert.Null(MessageRules.Refusal(method)));

    [Theory, MemberData(nameof(Interfaces))]
    public void Every_grain_and_each_of_its_methods_has_a_name_that_outlives_its_name_in_the_code(Type type)
    {
        Assert.NotNull(type.GetCustomAttribute<AliasAttribute>());
        Assert.All(type.GetMethods(), method => Assert.NotNull(method.GetCustomAttribute<AliasAttribute>()));
    }

    [Theory, MemberData(nameof(Interfaces))]
    public void Whatever_may_have_failed_or_be_asked_on_is_a_long_poll_of_the_one_shape(Type type) => Assert.All(
        type.GetMethods().Select(method => method.ReturnType).Where(answer => answer.IsGenericType).Select(answer => answer.GetGenericArguments()[0]),
        answer => Assert.Equal(answer.GetProperty("Fault") is not null, answer.IsAssignableTo(typeof(IPollReply))));

    [Theory]
    [InlineData(typeof(List<int>), "List<Int32> is not [Immutable]")]
    [InlineData(typeof(Mutable), "Mutable is not [Immutable]")]
    [InlineData(typeof(Mutable[]), "Mutable is not [Immutable]")]
    [InlineData(typeof(Nested), "Nested.Parts: Mutable is not [Immutable]")]
    [InlineData(typeof(LocalOnly), "LocalOnly is not [GenerateSerializer]")]
    public void What_could_be_changed_or_lost_on_the_way_is_refused(Type type, string message) =>
        Assert.StartsWith(message, MessageRules.Refusal(type), StringComparison.Ordinal);

    [Theory]
    [InlineData(typeof(Fine))]
    [InlineData(typeof(int?))]
    [InlineData(typeof(DayOfWeek))]
    [InlineData(typeof(IWorkGrain))]
    [InlineData(typeof(GrainId[]))]
    public void Values_and_immutable_messages_are_taken(Type type) => Assert.Null(MessageRules.Refusal(type));

    public sealed record Mutable(int Figure);

    [GenerateSerializer, Immutable]
    public sealed record Nested([property: Id(0)] IReadOnlyList<Mutable> Parts);

    [Immutable]
    public sealed record LocalOnly(int Figure);

    [GenerateSerializer, Immutable]
    public sealed record Fine([property: Id(0)] byte[] Bytes, [property: Id(1)] IReadOnlyDictionary<string, Fine> Parts)
    {
        public int Length => Bytes.Length;
    }
}
