using System.Text;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Grid.Flight;

/// <summary>
/// Lets in whoever has the token, as <c>authorization: Bearer TOKEN</c>, and tells what goes wrong behind it by gRPC's statuses. Only the
/// handshake is open, which has the token in a password.
/// </summary>
internal sealed class TokenGate(FlightSettings settings) : Interceptor
{
    private const string Bearer = "Bearer ";
    private const string Basic = "Basic ";

    private readonly SecretText _token = new(settings.Token);

    /// <inheritdoc/>
    public override Task<TReply> UnaryServerHandler<TRequest, TReply>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TReply> next) =>
        GuardAsync(context, () => next(request, context));

    /// <inheritdoc/>
    public override Task ServerStreamingServerHandler<TRequest, TReply>(
        TRequest request, IServerStreamWriter<TReply> replies, ServerCallContext context, ServerStreamingServerMethod<TRequest, TReply> next) =>
        GuardAsync(context, () => Done(next(request, replies, context)));

    /// <inheritdoc/>
    public override Task DuplexStreamingServerHandler<TRequest, TReply>(
        IAsyncStreamReader<TRequest> requests, IServerStreamWriter<TReply> replies, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TReply> next) =>
        GuardAsync(context, () => Done(next(requests, replies, context)));

    /// <summary>What a header of the kind Basic, which has the token for a password, is answered by; null where it is wrong.</summary>
    public string? Greet(string? authorization)
    {
        if (authorization?.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) != true)
            return IsBearer(authorization) ? authorization : null;
        try
        {
            string pair = Encoding.UTF8.GetString(Convert.FromBase64String(authorization[Basic.Length..].Trim()));
            string password = pair[(pair.IndexOf(':', StringComparison.Ordinal) + 1)..];
            return _token.Is(password) ? Bearer + password : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private async Task<T> GuardAsync<T>(ServerCallContext context, Func<Task<T>> call)
    {
        if (!context.Method.EndsWith("/Handshake", StringComparison.Ordinal) && !IsBearer(context.RequestHeaders.GetValue("authorization")))
            throw new RpcException(new Status(StatusCode.Unauthenticated, settings.HowToGetIn));
        try
        {
            return await call();
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw FlightStatus.Of(e, context.CancellationToken);
        }
    }

    private static async Task<bool> Done(Task task)
    {
        await task;
        return true;
    }

    private bool IsBearer(string? authorization) => authorization?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) == true && _token.Is(authorization[Bearer.Length..].Trim());
}
