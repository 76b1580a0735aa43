namespace Owox;

/// <summary>The operations of the OWOX Data Marts API, over a session. A client is cheap: create one for each observer.</summary>
/// <remarks>
/// Each method that sends a request can throw an <see cref="OwoxConnectionException"/> (no response), an <see cref="OwoxAuthenticationException"/>
/// (401), an <see cref="OwoxPermissionException"/> (403) or another <see cref="OwoxApiException"/> (other error responses, invalid responses). After
/// the session is disposed, it throws an <see cref="OwoxConfigurationException"/>.
/// </remarks>
public sealed class OwoxClient(OwoxSession session, IRequestObserver? observer = null) : ApiConnection(session, observer)
{
    /// <summary>The member's API keys.</summary>
    /// <exception cref="OwoxConfigurationException">The session uses an API key. The server does not allow an API key to manage API keys.</exception>
    public ApiKeysClient ApiKeys => new(this);

    /// <summary>The license keys of the project, on a deployment that issues licenses.</summary>
    /// <exception cref="OwoxConfigurationException">The session uses an API key. The server does not allow an API key to manage license keys.</exception>
    public LicenseKeysClient LicenseKeys => new(this);

    /// <summary>The project's credentials: secrets of other services.</summary>
    public CredentialsClient Credentials => new(this);

    /// <summary>The project's data marts.</summary>
    public DataMartsClient DataMarts => new(this);

    /// <summary>The project's storages.</summary>
    public StoragesClient Storages => new(this);

    /// <summary>The project's destinations.</summary>
    public DestinationsClient Destinations => new(this);

    /// <summary>The rows of data marts and reports.</summary>
    public RowsClient Rows => new(this);

    /// <summary>The runs of data marts.</summary>
    public RunsClient Runs => new(this);

    /// <summary>The triggers of data marts.</summary>
    public TriggersClient Triggers => new(this);

    /// <summary>The results of the data-quality checks of data marts.</summary>
    public DataQualityClient DataQuality => new(this);

    /// <summary>The plugins of the Gallery that the member can publish.</summary>
    public PluginsClient Plugins => new(this);

    /// <summary>The project that the session belongs to.</summary>
    public ProjectsClient Projects => new(this);

    /// <summary>The project's reports.</summary>
    public ReportsClient Reports => new(this);

    /// <summary>The project's insight templates.</summary>
    public InsightTemplatesClient InsightTemplates => new(this);

    /// <summary>The columns of data marts and the relationships between data marts.</summary>
    public SchemaClient Schema => new(this);

    /// <summary>Requests to any other path of the API.</summary>
    public RawClient Api => new(this);
}
