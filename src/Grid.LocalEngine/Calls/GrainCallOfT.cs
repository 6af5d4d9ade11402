namespace Grid.LocalEngine;

/// <summary>A call with an answer of one type.</summary>
internal sealed class GrainCall<TResult>(GrainMethod method, GrainId target, object?[] arguments, TimeSpan timeout)
    : GrainCall(method, target, arguments, timeout)
{
    private readonly TaskCompletionSource<TResult> _response = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override Task Response => _response.Task;

    public override object? Result => _response.Task.Result;

    protected override bool TryAnswer(Task task) =>
        _response.TrySetResult(task is Task<TResult> answer ? answer.Result : default!);

    protected override bool TryAnswerWith(object? result) => _response.TrySetResult(result is TResult answer ? answer : default!);

    protected override bool TryFail(Exception exception) => _response.TrySetException(exception);

    protected override bool TryCancel(CancellationToken cancellation) => _response.TrySetCanceled(cancellation);
}
