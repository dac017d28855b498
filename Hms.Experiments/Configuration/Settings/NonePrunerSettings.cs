using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>Every trial runs to its end.</summary>
[Description("Every trial runs to its end.")]
[Key("none")]
public sealed record NonePrunerSettings : PrunerSettings;
