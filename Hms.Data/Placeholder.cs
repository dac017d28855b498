namespace Hms.Data; internal static class Placeholder;
