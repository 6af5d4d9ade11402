using Grpc.Core;

namespace Grid.Flight.Protocol;

/// <summary>The protocol's calls. What a service does not answer is told to be unimplemented.</summary>
[BindServiceMethod(typeof(FlightBinding), nameof(FlightBinding.BindService))]
internal abstract class FlightServiceBase
{
    public virtual Task Handshake(IAsyncStreamReader<HandshakeRequest> requests, IServerStreamWriter<HandshakeResponse> replies, ServerCallContext context) => throw None("Handshake");

    public virtual Task ListFlights(Criteria request, IServerStreamWriter<FlightInfo> replies, ServerCallContext context) => throw None("ListFlights");

    public virtual Task<FlightInfo> GetFlightInfo(FlightDescriptor request, ServerCallContext context) => throw None("GetFlightInfo");

    public virtual Task<PollInfo> PollFlightInfo(FlightDescriptor request, ServerCallContext context) => throw None("PollFlightInfo");

    public virtual Task<SchemaResult> GetSchema(FlightDescriptor request, ServerCallContext context) => throw None("GetSchema");

    public virtual Task DoGet(Ticket request, IServerStreamWriter<FlightFrame> replies, ServerCallContext context) => throw None("DoGet");

    public virtual Task DoPut(IAsyncStreamReader<FlightFrame> requests, IServerStreamWriter<PutResult> replies, ServerCallContext context) => throw None("DoPut");

    public virtual Task DoExchange(IAsyncStreamReader<FlightFrame> requests, IServerStreamWriter<FlightFrame> replies, ServerCallContext context) => throw None("DoExchange");

    public virtual Task DoAction(Action request, IServerStreamWriter<Result> replies, ServerCallContext context) => throw None("DoAction");

    public virtual Task ListActions(Empty request, IServerStreamWriter<ActionType> replies, ServerCallContext context) => throw None("ListActions");

    private static RpcException None(string call) => new(new Status(StatusCode.Unimplemented, $"Grid does not answer {call}"));
}
