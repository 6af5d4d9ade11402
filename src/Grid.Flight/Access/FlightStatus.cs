using Grid.Columns;
using Grid.Learning;
using Grid.Query;
using Grid.Sources;
using Grpc.Core;

namespace Grid.Flight;

/// <summary>What went wrong, as one of gRPC's statuses and one line.</summary>
internal static class FlightStatus
{
    /// <summary>The status of an exception.</summary>
    public static RpcException Of(Exception fault, CancellationToken cancellation)
    {
        var code = fault switch
        {
            OperationCanceledException when cancellation.IsCancellationRequested => StatusCode.Cancelled,
            OperationCanceledException => StatusCode.Aborted,
            _ when TransientFault.Is(fault) => StatusCode.Unavailable,
            CommandException or QuestionException or SourceException or OutputException or ArrowFormatException or LearningException or ArgumentException => StatusCode.InvalidArgument,
            DatasetException => StatusCode.FailedPrecondition,
            MemoryBudgetException => StatusCode.ResourceExhausted,
            _ => StatusCode.Internal,
        };
        return Of(code, fault.Message);
    }

    /// <summary>A status; gRPC carries it in a header, so it is one line.</summary>
    public static RpcException Of(StatusCode code, string message) =>
        new(new Status(code, string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))));
}
