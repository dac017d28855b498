using System.Text.Json;
using System.Text.Json.Serialization;
using Hms.Training.Loop;

namespace Hms.Training.Checkpoints;

/// <summary>What a checkpoint says before its blocks.</summary>
internal sealed record CheckpointHeader
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Which training, see <see cref="TrainingIdentity"/>.</summary>
    public required IReadOnlyDictionary<string, string> Identity { get; init; }

    /// <summary>Where it stands.</summary>
    public required TrainingProgress Progress { get; init; }

    /// <summary>The blocks, in order.</summary>
    public required IReadOnlyList<CheckpointBlock> Blocks { get; init; }
}
