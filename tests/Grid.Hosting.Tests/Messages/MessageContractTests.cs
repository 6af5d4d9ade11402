using System.Reflection;

namespace Grid.Hosting.Tests;

/// <summary>What crosses the wire is what it was: silos of one release line take one another's messages.</summary>
public sealed class MessageContractTests
{
    private static readonly Assembly[] Assemblies = [typeof(IDatasetGrain).Assembly, typeof(OrleansSilo).Assembly];

    public static TheoryData<Type> Messages => [.. typeof(IDatasetGrain).Assembly.GetTypes().Where(t => t.IsDefined(typeof(GenerateSerializerAttribute)) && !t.IsEnum && !t.IsGenericTypeDefinition && !t.IsAssignableTo(typeof(Exception)))];

    [Fact]
    public void Names_and_numbers_of_messages_are_those_of_the_contract()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Messages");
        string[] contract = File.ReadAllLines(Path.Combine(folder, "contract.txt"));
        string now = MessageContract.Of(Assemblies);
        string[] lines = now.TrimEnd('\n').Split('\n');
        int different = Enumerable.Range(0, Math.Max(contract.Length, lines.Length)).FirstOrDefault(i => contract.ElementAtOrDefault(i) != lines.ElementAtOrDefault(i), -1);
        if (different < 0)
            return;
        string written = Path.Combine(folder, "contract.now.txt");
        File.WriteAllText(written, now);
        Assert.Fail(
            $"Line {different + 1} of contract.txt is '{contract.ElementAtOrDefault(different)}', and the code has '{lines.ElementAtOrDefault(different)}'. Silos of other patches of this release would not understand it: "
            + $"add members under new numbers, and leave those that are there. Where the next release is to break with this one, copy {written} over tests/Grid.Hosting.Tests/Messages/contract.txt, and raise the release's second number.");
    }

    [Theory, MemberData(nameof(Messages))]
    public void Every_message_can_leave_the_process_and_nobody_changes_it_on_the_way(Type type) => Assert.Null(MessageRules.Refusal(type));

    [Fact]
    public void A_changed_number_name_or_type_shows_in_the_contract()
    {
        string text = MessageContract.Of(typeof(MessageContractTests).Assembly);

        Assert.Contains("message contract.Sample\n  0 Name: String\n  3 Figures: IReadOnlyList<Int64>\n", text, StringComparison.Ordinal);
        Assert.Contains("grain contract.ISample\n  ask(contract.Sample, CancellationToken): Task<Int32?>, may be repeated\n", text, StringComparison.Ordinal);
    }
}

[GenerateSerializer, Immutable, Alias("contract.Sample")]
public sealed record SampleMessage([property: Id(0)] string Name, [property: Id(3)] IReadOnlyList<long> Figures);

[Alias("contract.ISample")]
public interface ISampleGrain : IGrainWithStringKey
{
    [Alias("ask"), Idempotent]
    Task<int?> AskAsync(SampleMessage message, CancellationToken cancellation);
}
