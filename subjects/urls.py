"""Pages about people in sources that are no table of the admin: a table of a source as call list."""

from django.contrib import admin
from django.urls import path

from subjects.admin import listing

app_name = "sources"

urlpatterns = [
    path("lists/from-table/", admin.site.admin_view(listing.tables_view), name="list-tables"),
    path("lists/from-table/<str:name>/", admin.site.admin_view(listing.table_view), name="list-table"),
]
