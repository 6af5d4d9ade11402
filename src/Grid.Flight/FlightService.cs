using System.Text;
using Google.Protobuf;
using Grid.Client;
using Grid.Columns;
using Grid.Flight.Protocol;
using Grpc.Core;

namespace Grid.Flight;

/// <summary>The door for other languages: datasets and answers as streams of record batches, by Arrow Flight.</summary>
internal sealed class FlightService(FlightGrid grid, TicketSeal seal, AnswerShelf shelf, TokenGate gate, PutTable tables, FlightActions actions) : FlightServiceBase
{
    /// <inheritdoc/>
    public override async Task Handshake(IAsyncStreamReader<HandshakeRequest> requests, IServerStreamWriter<HandshakeResponse> replies, ServerCallContext context)
    {
        string bearer = gate.Greet(context.RequestHeaders.GetValue("authorization"))
            ?? throw FlightStatus.Of(StatusCode.Unauthenticated, "expected the door's token as a password of basic authentication, whatever the user, or as a bearer");
        await context.WriteResponseHeadersAsync(new Metadata { { "authorization", bearer } });
        await replies.WriteAsync(new HandshakeResponse(), context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task ListFlights(Criteria request, IServerStreamWriter<FlightInfo> replies, ServerCallContext context)
    {
        string prefix = request.Expression.ToStringUtf8();
        foreach (var dataset in await grid.Now.DatasetsAsync(context.CancellationToken))
        {
            // What is still planned, or has failed, has no columns yet: the action "status" tells of it.
            if (dataset.Name.StartsWith(prefix, StringComparison.Ordinal) && dataset.Phase == NamedDatasetPhase.Ready)
                await replies.WriteAsync(await InfoAsync(OfPath(dataset.Name), context.CancellationToken), context.CancellationToken);
        }
    }

    /// <inheritdoc/>
    public override Task<FlightInfo> GetFlightInfo(FlightDescriptor request, ServerCallContext context) => InfoAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override async Task<SchemaResult> GetSchema(FlightDescriptor request, ServerCallContext context)
    {
        var (command, _) = Read(request);
        var frame = await grid.OpenAsync(command, context.CancellationToken);
        var schema = command.Question is { } question
            ? HeldAnswer.Of(await frame.AskAsync(question, null, context.CancellationToken)).Batch.Schema
            : (await FormAsync(frame, command, context.CancellationToken)).Form.Schema;
        return new SchemaResult { Schema = Bytes(schema) };
    }

    /// <inheritdoc/>
    public override async Task DoGet(Protocol.Ticket request, IServerStreamWriter<FlightFrame> replies, ServerCallContext context)
    {
        var end = context.CancellationToken;
        var ticket = seal.Open(request.Ticket_.Span);
        if (ticket.Answer is { } name && shelf.Take(name) is { } kept)
        {
            await SendAsync(kept, replies, end);
            return;
        }
        var command = CommandReader.Read(Encoding.UTF8.GetBytes(ticket.Command));
        var frame = await grid.OpenAsync(command, end);
        if (command.Question is { } question)
        {
            await SendAsync(HeldAnswer.Of(await frame.AskAsync(question, null, end)), replies, end);
            return;
        }
        var (form, rows) = await FormAsync(frame, command, end);
        var partitions = await frame.PartitionsAsync(end);
        if (ticket.Load != LoadOf(partitions))
            throw FlightStatus.Of(StatusCode.FailedPrecondition, $"dataset '{command.Dataset}' was loaded anew since the ticket was given; ask GetFlightInfo for another");
        if (command.IsSorted)
        {
            await SendAsync(RowStream.ReadAsync((_, over) => frame.SortedRowsAsync(form.Logical, rows, over), [command.Dataset], form, end), form.Schema, default, replies, end);
            return;
        }
        await SendAsync(RowStream.ReadAsync((partition, over) => frame.RowsOfAsync(partition, rows, over), [.. ticket.Runs!.SelectMany(run => partitions.Skip(run.First).Take(run.Count))], form, end), form.Schema, default, replies, end);
    }

    /// <inheritdoc/>
    public override async Task DoPut(IAsyncStreamReader<FlightFrame> requests, IServerStreamWriter<PutResult> replies, ServerCallContext context)
    {
        var (dataset, rows) = await tables.RunAsync(requests, context.CancellationToken);
        await replies.WriteAsync(new PutResult { AppMetadata = ActionJson.Of(new { dataset, rows }).Body }, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task DoAction(Protocol.Action request, IServerStreamWriter<Result> replies, ServerCallContext context) =>
        actions.RunAsync(request, result => replies.WriteAsync(result, context.CancellationToken), context.CancellationToken);

    /// <inheritdoc/>
    public override async Task ListActions(Empty request, IServerStreamWriter<ActionType> replies, ServerCallContext context)
    {
        foreach (var action in actions.All)
            await replies.WriteAsync(action, context.CancellationToken);
    }

    private async Task<FlightInfo> InfoAsync(FlightDescriptor descriptor, CancellationToken cancellation)
    {
        var (command, json) = Read(descriptor);
        var frame = await grid.OpenAsync(command, cancellation);
        var info = new FlightInfo { FlightDescriptor = descriptor, Ordered = command.Ordered ?? true, TotalRecords = -1, TotalBytes = -1 };
        if (command.Question is { } question)
        {
            var answer = HeldAnswer.Of(await frame.AskAsync(question, null, cancellation));
            (info.Schema, info.TotalRecords) = (Bytes(answer.Batch.Schema), answer.Batch.Length);
            info.AppMetadata = UnsafeByteOperations.UnsafeWrap(answer.AppMetadata);
            info.Endpoint.Add(Endpoint(new TicketContent(json, Answer: shelf.Put(answer))));
            return info;
        }
        info.Schema = Bytes((await FormAsync(frame, command, cancellation)).Form.Schema);
        if (command.IsWhole)
            (info.TotalRecords, info.TotalBytes) = (frame.Load.Rows, frame.Load.BytesHeld);
        var partitions = await frame.PartitionsAsync(cancellation);
        var doors = grid.Now.Silos.ToLookup(silo => silo.Name, silo => silo.Flight);
        foreach (var planned in await PlanAsync(command, partitions, cancellation))
        {
            var endpoint = Endpoint(new TicketContent(json, LoadOf(partitions), planned.Runs));
            if (planned.Silo is { } silo && doors[silo].FirstOrDefault() is { } door)
                endpoint.Location.Add(new Location { Uri = door });
            info.Endpoint.Add(endpoint);
        }
        return info;
    }

    private async Task<IReadOnlyList<PlannedEndpoint>> PlanAsync(FlightCommand command, IReadOnlyList<string> partitions, CancellationToken cancellation)
    {
        if (command.IsSorted || command is { Streams: null, Ordered: null })
            return EndpointPlan.Whole(partitions.Count);
        var silos = await grid.SilosOfAsync(partitions, cancellation);
        return command.Ordered == false ? EndpointPlan.BySilo(silos, command.Streams ?? 1) : EndpointPlan.InOrder(silos, command.Streams);
    }

    private static (FlightCommand Command, string Json) Read(FlightDescriptor descriptor)
    {
        if (descriptor.Type == FlightDescriptor.Types.DescriptorType.Cmd)
            return (CommandReader.Read(descriptor.Cmd.Memory), descriptor.Cmd.ToStringUtf8());
        if (descriptor.Type != FlightDescriptor.Types.DescriptorType.Path || descriptor.Path is not [{ Length: > 0 } name])
            throw new CommandException($"descriptor: expected a path of one part, a dataset's name, or a command; it is of type {descriptor.Type} with {descriptor.Path.Count} parts");
        string json = System.Text.Json.JsonSerializer.Serialize(new { dataset = name });
        return (new FlightCommand(name, [], null), json);
    }

    private static async Task<(RowForm Form, RowsSpec Rows)> FormAsync(GridFrame frame, FlightCommand command, CancellationToken cancellation)
    {
        var (schema, rows) = await frame.RowsAsync(cancellation);
        return (new RowForm(schema, command.Dictionaries), rows);
    }

    private static Task SendAsync(HeldAnswer answer, IServerStreamWriter<FlightFrame> replies, CancellationToken cancellation)
    {
        var form = new RowForm(answer.Batch.Schema, dictionaries: false);
        return SendAsync(form.Pieces(answer.Batch).ToAsyncEnumerable(), form.Schema, answer.AppMetadata, replies, cancellation);
    }

    // Each write waits until the connection has taken it: who reads slowly is sent no more than they read.
    private static async Task SendAsync(
        IAsyncEnumerable<RecordBatch> batches, Schema schema, ReadOnlyMemory<byte> appMetadata, IServerStreamWriter<FlightFrame> replies, CancellationToken cancellation)
    {
        var messages = new StreamMessages(schema);
        await replies.WriteAsync(FlightFrame.Of(messages.Schema(), appMetadata), cancellation);
        await foreach (var batch in batches.WithCancellation(cancellation))
        {
            foreach (var message in messages.Of(batch))
                await replies.WriteAsync(FlightFrame.Of(message), cancellation);
        }
    }

    private FlightEndpoint Endpoint(TicketContent content) => new() { Ticket = new Protocol.Ticket { Ticket_ = UnsafeByteOperations.UnsafeWrap(seal.Seal(content)) } };

    // What the keys of a load's partitions have before their numbers.
    private static string? LoadOf(IReadOnlyList<string> partitions) => partitions.Count == 0 ? null : partitions[0][..partitions[0].LastIndexOf('/')];

    private static FlightDescriptor OfPath(string dataset) => new() { Type = FlightDescriptor.Types.DescriptorType.Path, Path = { dataset } };

    private static ByteString Bytes(Schema schema) => UnsafeByteOperations.UnsafeWrap(SchemaBytes.Of(schema));
}
