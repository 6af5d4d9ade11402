using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Grid.Hosting.Tests.Retries;

/// <summary>What a caller sees of a call that the end of a silo has cut short.</summary>
public sealed class CutShortFilterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<Exception> Ends => [new OperationCanceledException(), new TaskCanceledException(), new ObjectDisposedException("services")];

    [Theory, MemberData(nameof(Ends))]
    public async Task A_call_that_nobody_cancelled_is_lost_with_its_silo_and_may_be_made_again(Exception end)
    {
        var thrown = await Assert.ThrowsAsync<SiloUnavailableException>(() => new CutShortFilter().Invoke(Call.Of(end, Token)));

        Assert.True(TransientFault.Is(thrown));
        Assert.Same(end, thrown.InnerException);
        Assert.Contains("Grid.IThing.DoAsync", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_its_caller_cancelled_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => new CutShortFilter().Invoke(Call.Of(new OperationCanceledException(), cancel.Token)));
    }

    [Fact]
    public async Task What_Orleans_calls_for_itself_is_left_as_it_is() =>
        await Assert.ThrowsAsync<OperationCanceledException>(() => new CutShortFilter().Invoke(Call.Of(new OperationCanceledException(), "Orleans.Runtime.IMembershipService", Token)));

    [Fact]
    public async Task A_call_that_failed_by_itself_fails_with_what_it_failed_with() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => new CutShortFilter().Invoke(Call.Of(new InvalidOperationException(), Token)));

    [Fact]
    public async Task A_call_that_is_answered_is_answered() => await new CutShortFilter().Invoke(Call.Of(null, Token));

    // Of the interfaces' many members, the filter asks for the few that are answered here.
#pragma warning disable CA1852 // A proxy is a class made of it.
    private class Call : DispatchProxy
    {
        private Dictionary<string, object?> _answers = [];

        public static IOutgoingGrainCallContext Of(Exception? failure, CancellationToken token) => Of(failure, "Grid.IThing", token);

        public static IOutgoingGrainCallContext Of(Exception? failure, string of, CancellationToken token)
        {
            var request = Create<IInvokable, Call>();
            ((Call)(object)request)._answers = new() { [nameof(IInvokable.GetCancellationToken)] = token };
            var context = Create<IOutgoingGrainCallContext, Call>();
            ((Call)(object)context)._answers = new()
            {
                [nameof(IOutgoingGrainCallContext.Invoke)] = failure is null ? Task.CompletedTask : Task.FromException(failure),
                [$"get_{nameof(IOutgoingGrainCallContext.Request)}"] = request,
                [$"get_{nameof(IOutgoingGrainCallContext.InterfaceName)}"] = of,
                [$"get_{nameof(IOutgoingGrainCallContext.MethodName)}"] = "DoAsync",
                [$"get_{nameof(IOutgoingGrainCallContext.TargetId)}"] = GrainId.Create("thing", "one"),
            };
            return context;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            // As Orleans has it, a request that was answered knows nothing of its call any more.
            if (targetMethod!.Name == nameof(IOutgoingGrainCallContext.Invoke))
                ((Call)_answers[$"get_{nameof(IOutgoingGrainCallContext.Request)}"]!)._answers[nameof(IInvokable.GetCancellationToken)] = CancellationToken.None;
            return _answers[targetMethod.Name];
        }
    }
}
