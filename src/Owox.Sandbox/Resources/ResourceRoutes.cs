namespace Owox.Sandbox.Resources;

/// <summary>The routes of all kinds of resources in <see cref="ResourceTable"/>.</summary>
internal static class ResourceRoutes
{
    private const int PageSize = 1000;
    private const int MaxProjectPage = 100;
    private const int MaxProjectOffset = 100_000;

    public static void Map(ApiRoutes routes)
    {
        foreach (var resource in ResourceTable.All.Where(resource => resource.IsAvailable(routes.State.Options)))
        {
            foreach (var list in resource.Lists)
            {
                routes.Get(list.Path ?? resource.Path, resource.Access, request => List(request, resource, list));
            }

            if (resource.CanBeRead)
            {
                routes.Get($"{resource.Path}/{{id}}", resource.Access, request => Read(request, resource));
            }

            foreach (var change in resource.Changes)
            {
                var path = change.Creates ? resource.Path + change.Suffix : $"{resource.Path}/{{id}}{change.Suffix}";
                routes.Map([change.Method], path, resource.ChangeAccess, request => ResourceWrite.Run(request, resource, change));
            }
        }
    }

    private static ApiResponse Read(ApiRequest request, Resource resource)
    {
        var reader = new ResourceReader(request.State, request.Member);
        if (resource.ChecksDataMart)
        {
            reader.Get(ResourceTable.DataMarts, request.Route("dataMartId"));
        }

        return ApiResponse.Ok(reader.Read(resource.Fields, reader.Get(resource, request)));
    }

    private static ApiResponse List(ApiRequest request, Resource resource, ResourceList list)
    {
        var reader = new ResourceReader(request.State, request.Member);
        List<string> errors = list.RejectsUnknownParameters ? [.. QueryRules.Unknown(request, "offset", "ownerFilter")] : [];
        var offset = list.Paging == Paging.Offset ? QueryRules.Offset(request, errors) : 0;
        var hasOwners = OwnerFilter(request, list, errors);
        var storage = Storage(request, reader, list, errors);
        QueryRules.Check(errors);
        var dataMartId = request.Route("dataMartId");
        if (list.ChecksDataMart)
        {
            reader.Get(ResourceTable.DataMarts, dataMartId);
        }

        var items = request.State.Resources.All(resource).Where(document => resource.IsVisible(reader, document))
            .Where(document => dataMartId.Length == 0 || (string?)document["dataMartId"] == dataMartId)
            .Where(document => storage is null || (string?)document[list.StorageField!] == (string?)storage["id"])
            .Where(document => !ApiKeys.IsRevoked(document) || request.Query("includeRevoked") == "true")
            .Where(document => hasOwners is null || HasOwners(document) == hasOwners);
        var sorted = Sort(items, list.Order).ToList();
        var page = Page(request, list.Paging, sorted, offset).Select(document => reader.Read(list.Fields ?? resource.Fields, document)).ToJsonArray();
        if (list.Field is null)
        {
            return ApiResponse.Ok(page);
        }

        var response = new JsonObject { [list.Field] = page }.With(list.DataMartField ?? "", list.DataMartField is null ? null : dataMartId);
        if (list.Paging == Paging.Offset)
        {
            response["total"] = sorted.Count;
            response["nextOffset"] = offset < sorted.Count - PageSize ? offset + PageSize : null;
        }

        return ApiResponse.Ok(response);
    }

    private static IEnumerable<JsonObject> Sort(IEnumerable<JsonObject> items, string? order) => order switch
    {
        null => items,
        "-" => items.Reverse(),
        ['-', .. var field] => items.OrderByDescending(document => (string?)document[field], StringComparer.Ordinal),
        _ => items.OrderBy(document => (string?)document[order], StringComparer.OrdinalIgnoreCase),
    };

    private static IEnumerable<JsonObject> Page(ApiRequest request, Paging paging, IEnumerable<JsonObject> items, int offset) => paging switch
    {
        Paging.Offset => items.Skip(offset).Take(PageSize),
        Paging.Unlimited => items.Skip(QueryRules.BoundedNumber(request, "offset", 0, int.MaxValue, 0))
            .Take(QueryRules.BoundedNumber(request, "limit", 1, int.MaxValue, int.MaxValue)),
        Paging.Unchecked => items.Skip(QueryRules.Number(request, "offset", 0)).Take(QueryRules.Number(request, "limit", MaxProjectPage)),
        Paging.Project => ProjectPage(request, items),
        Paging.Optional when request.Query("limit") is not null || request.Query("offset") is not null => ProjectPage(request, items),
        _ => items,
    };

    private static IEnumerable<JsonObject> ProjectPage(ApiRequest request, IEnumerable<JsonObject> items) => items
        .Skip(QueryRules.BoundedNumber(request, "offset", 0, MaxProjectOffset, 0))
        .Take(QueryRules.BoundedNumber(request, "limit", 1, MaxProjectPage, MaxProjectPage));

    private static bool HasOwners(JsonObject document) =>
        ResourceWrite.OwnerFields.Any(field => document[field] is JsonArray { Count: > 0 });

    private static bool? OwnerFilter(ApiRequest request, ResourceList list, List<string> errors)
    {
        var filter = list.HasOwnerFilter ? request.Query("ownerFilter") : null;
        if (filter is null or "has_owners" or "no_owners")
        {
            return filter is null ? null : filter == "has_owners";
        }

        // Data marts report all errors in one response. The other lists support only this parameter.
        errors.Add("ownerFilter must be one of the following values: has_owners, no_owners.");
        return list.RejectsUnknownParameters ? null : throw ApiErrors.Framework(400, "Validation failed (enum string is expected)");
    }

    private static JsonObject? Storage(ApiRequest request, ResourceReader reader, ResourceList list, List<string> errors)
    {
        if (list.StorageField is null)
        {
            return null;
        }

        var route = request.Route("storageId");
        var id = route.Length > 0 ? route : request.Query("storageId");
        if (route.Length == 0 && !Guid.TryParse(id, out _))
        {
            errors.Insert(0, "storageId must be a UUID.");
        }

        QueryRules.Check(errors);
        return reader.Get(ResourceTable.Storages, id!);
    }
}
