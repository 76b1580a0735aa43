namespace Owox.Sandbox.Routes;

/// <summary>Declares routes. A route reads the body, authorizes the sender and sends the response.</summary>
internal sealed class ApiRoutes(IEndpointRouteBuilder routes, SandboxState state)
{
    public SandboxState State => state;

    public void Get(string pattern, Access access, Func<ApiRequest, ApiResponse> handle) => Map(["GET", "HEAD"], pattern, access, handle);

    public void Post(string pattern, Access access, Func<ApiRequest, ApiResponse> handle) => Map(["POST"], pattern, access, handle);

    public void Delete(string pattern, Access access, Func<ApiRequest, ApiResponse> handle) => Map(["DELETE"], pattern, access, handle);

    public void Map(string[] methods, string pattern, Access access, Func<ApiRequest, ApiResponse> handle) =>
        Stream(methods, pattern, access, request =>
        {
            ApiResponse response;
            lock (State.Resources.Gate)
            {
                State.TimedRuns.Advance();
                response = handle(request);
            }

            return response.WriteAsync(request.Http);
        });

    /// <summary>A route that writes its response itself.</summary>
    public void Stream(string[] methods, string pattern, Access access, Func<ApiRequest, Task> handle) =>
        routes.MapMethods(pattern, methods, (RequestDelegate)(async context =>
        {
            var body = await RequestBody.ReadAsync(context.Request);
            await handle(new ApiRequest(context, State, State.Tokens.Authorize(context.Request, access), body));
        }));
}
