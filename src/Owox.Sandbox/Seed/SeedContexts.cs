namespace Owox.Sandbox.Seed;

internal sealed class SeedContexts
{
    public SeedContexts(Member owner)
    {
        Finance = new ProjectContext("e653b1db-db65-4b1b-93b0-5cbf2ac0b46c", "Finance", "Revenue, cost and margin reporting", owner);
        Marketing = new ProjectContext("cd5b0c41-894e-4ef9-a018-35440055f81d", "Marketing", "Paid and organic acquisition", owner);
        Sales = new ProjectContext("dceecc39-a55f-4b7e-8be4-b5a0e795712c", "Sales", "Pipeline and orders", owner);
    }

    public ProjectContext Finance { get; }

    public ProjectContext Marketing { get; }

    public ProjectContext Sales { get; }

    public IReadOnlyList<ProjectContext> All => [Finance, Marketing, Sales];
}
