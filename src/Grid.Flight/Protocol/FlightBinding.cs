using Google.Protobuf;
using Grpc.Core;

namespace Grid.Flight.Protocol;

/// <summary>The protocol's calls, by their names on the wire.</summary>
internal static class FlightBinding
{
    private const string Service = "arrow.flight.protocol.FlightService";

    /// <summary>Binds the calls to a service; gRPC's server finds it by its name and form.</summary>
    public static void BindService(ServiceBinderBase binder, FlightServiceBase? service)
    {
        binder.AddMethod(Call(MethodType.DuplexStreaming, "Handshake", Of<HandshakeRequest>(), Of<HandshakeResponse>()), service is null ? null : service.Handshake);
        binder.AddMethod(Call(MethodType.ServerStreaming, "ListFlights", Of<Criteria>(), Of<FlightInfo>()), service is null ? null : service.ListFlights);
        binder.AddMethod(Call(MethodType.Unary, "GetFlightInfo", Of<FlightDescriptor>(), Of<FlightInfo>()), service is null ? null : service.GetFlightInfo);
        binder.AddMethod(Call(MethodType.Unary, "PollFlightInfo", Of<FlightDescriptor>(), Of<PollInfo>()), service is null ? null : service.PollFlightInfo);
        binder.AddMethod(Call(MethodType.Unary, "GetSchema", Of<FlightDescriptor>(), Of<SchemaResult>()), service is null ? null : service.GetSchema);
        binder.AddMethod(Call(MethodType.ServerStreaming, "DoGet", Of<Ticket>(), FrameMarshaller.Instance), service is null ? null : service.DoGet);
        binder.AddMethod(Call(MethodType.DuplexStreaming, "DoPut", FrameMarshaller.Instance, Of<PutResult>()), service is null ? null : service.DoPut);
        binder.AddMethod(Call(MethodType.DuplexStreaming, "DoExchange", FrameMarshaller.Instance, FrameMarshaller.Instance), service is null ? null : service.DoExchange);
        binder.AddMethod(Call(MethodType.ServerStreaming, "DoAction", Of<Action>(), Of<Result>()), service is null ? null : service.DoAction);
        binder.AddMethod(Call(MethodType.ServerStreaming, "ListActions", Of<Empty>(), Of<ActionType>()), service is null ? null : service.ListActions);
    }

    private static Method<TRequest, TReply> Call<TRequest, TReply>(MethodType type, string name, Marshaller<TRequest> request, Marshaller<TReply> reply)
        where TRequest : class where TReply : class => new(type, Service, name, request, reply);

    private static Marshaller<T> Of<T>() where T : class, IMessage<T>, new()
    {
        var parser = new MessageParser<T>(() => new T());
        return new Marshaller<T>(
            (message, context) =>
            {
                context.SetPayloadLength(message.CalculateSize());
                message.WriteTo(context.GetBufferWriter());
                context.Complete();
            },
            context => parser.ParseFrom(context.PayloadAsReadOnlySequence()));
    }
}
