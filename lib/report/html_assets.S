/* The files of lib/report/html (html_assets.h), as read-only data of the program. */
    .macro asset name, file
    .global veto_html_\name
    .global veto_html_\name\()_end
veto_html_\name:
    .incbin "\file"
veto_html_\name\()_end:
    .endm

    .section .rodata
    asset page, "page.html"
    asset style, "style.css"
    asset data, "data.js"
    asset elements, "elements.js"
    asset charts, "charts.js"
    asset timeline, "timeline.js"
    asset table, "table.js"
    asset finding, "finding.js"
    asset start, "start.js"
    .section .note.GNU-stack, "", %progbits
